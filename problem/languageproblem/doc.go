// Package languageproblem says problems in the language of the client: titles,
// details and violations, chosen by Accept-Language with its weights.
//
//	problem.Config{Texts: languageproblem.New(languageproblem.English(), languageproblem.German())}
//
// English and German have all texts of package problem and of the rules of
// go-playground/validator. Other languages, and the titles and details of your own
// API, come as catalogs: from a map, from JSON files, from the translations that
// the validator brings (validatorproblem.Translations), or from a type of yours.
// Missing tells a test what a catalog lacks.
//
// Programs that don't import this package link nothing of it.
package languageproblem
