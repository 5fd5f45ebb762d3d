// Package languagetest tests catalogs made of the translations that
// go-playground/validator brings. It is a module of its own, so that nobody else
// gets their translators.
package languagetest
