// Package foreign looks at errors of packages that Gin links and this module does not
// import: the readers of YAML and TOML, and those of JSON that Gin can be built with.
package foreign
