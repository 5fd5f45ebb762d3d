package inputs_test

import "strings"

const lots = `<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "a"><!ENTITY b "&a;&a;&a;">]><GoDocument><name>&b;</name></GoDocument>`

const foreign = `<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]><GoDocument><name>&e;</name></GoDocument>`

func xmlRows() []row {
	rows := []row{
		{name: "good", body: `<GoDocument><id>1</id><name>a</name></GoDocument>`, want: "200"},
		{name: "no content", body: "", want: "400"},
		{name: "cut", body: `<GoDocument><id>1</id>`, want: "400"},
		{name: "other end tag", body: `<GoDocument><id>1</name></GoDocument>`, want: "400"},
		{name: "no XML", body: secret, want: "400"},
		{name: "JSON", body: `{"id":1}`, want: "400"},
		{name: "other root", body: `<Other><id>1</id><name>a</name></Other>`, want: "200|400"},
		{name: "no number", body: `<GoDocument><id>` + secret + `</id></GoDocument>`, want: "400 /id"},
		{name: "attribute too large for int8", body: `<GoDocument qty="300"><id>1</id><name>a</name></GoDocument>`, want: "400 /qty"},
		{name: "no bool", body: `<GoDocument><on>maybe</on></GoDocument>`, want: "400 /on"},
		{name: "no time", body: `<GoDocument><when>now</when></GoDocument>`, want: "400 /when"},
		{name: "rule", body: `<GoDocument><id>0</id><name>a</name></GoDocument>`, want: "400 /id"},
		{name: "entities in entities", body: lots, want: "400"},
		{name: "foreign entity", body: foreign, want: "400"},
		{name: "unknown charset", body: `<?xml version="1.0" encoding="windows-1251"?><GoDocument><id>1</id></GoDocument>`, want: "400|415"},
		{name: "undeclared prefix", body: `<a:GoDocument><id>1</id><name>a</name></a:GoDocument>`, want: "400"},
		{name: "no UTF-8", body: "<GoDocument><name>\xff</name></GoDocument>", want: "400"},
		{name: "control character", body: "<GoDocument><name>\x01</name></GoDocument>", want: "400"},
		{name: "opened 20000 times", body: strings.Repeat("<a>", 20000), want: "400"},
		{name: "above the limit", body: `<GoDocument><name>` + strings.Repeat("a", 500), limit: 64, want: "413"},
		{name: "more behind the root", body: `<GoDocument><id>1</id><name>a</name></GoDocument><x>`, want: "400"},
	}
	return inForm(rows, "application/xml", as[GoDocument]())
}

func yamlRows() []row {
	rows := []row{
		{name: "good", body: "id: 1\nname: a\n", want: "200"},
		{name: "no content", body: "", want: "400"},
		{name: "wrong indentation", body: "id: 1\n  name: a\n", want: "400"},
		{name: "tabulator", body: "ship:\n\tstreet: x\n", want: "400"},
		{name: "open quotes", body: "name: \"" + secret + "\nid: 1", want: "400"},
		{name: "string for a number", body: "id: " + secret + "\nname: a\n", want: "400 /id"},
		{name: "map for a string", body: "name: {a: b}\n", want: "400 /name"},
		{name: "too large for int8", body: "qty: 300\nid: 1\nname: a", want: "400 /qty"},
		{name: "string for a struct", body: "ship: x\n", want: "400 /ship"},
		{name: "list at the root", body: "- 1\n- 2\n", want: "400 (root)"},
		{name: "member twice", body: "id: 1\nid: 2\nname: a", want: "400"},
		{name: "unknown alias", body: "name: *x\n", want: "400"},
		{name: "aliases in aliases", body: aliases() + "id: 1\nname: a\n", want: "200|400"},
		{name: "control characters", body: "name: \"\x01\x1b\"\n", want: "400", place: "/id"},
		{name: "rule", body: "id: 0\nname: a\n", want: "400 /id"},
		{name: "opened 5000 times", body: "name: " + strings.Repeat("[", 5000), want: "400"},
		{name: "above the limit", body: "name: " + strings.Repeat("a", 500), limit: 64, want: "413"},
		{name: "no time", body: "id: 1\nname: a\nwhen: now\n", want: "400 /when"},
	}
	return inForm(rows, "application/yaml", as[GoDocument]())
}

// aliases multiply what they stand for.
func aliases() string {
	text := "a: &a [x,x,x,x,x,x,x,x,x]\n"
	for _, names := range []string{"ba", "cb", "dc"} {
		alias := ",*" + names[1:]
		text += names[:1] + ": &" + names[:1] + " [" + strings.Repeat(alias, 9)[1:] + "]\n"
	}
	return text
}

func tomlRows() []row {
	rows := []row{
		{name: "good", body: "id = 1\nname = \"a\"\n", want: "200"},
		{name: "no content", body: "", want: "400", place: "/id /name"},
		{name: "no value", body: "id = \n", want: "400"},
		{name: "open quotes", body: "name = \"" + secret + "\n", want: "400"},
		{name: "string for a number", body: "id = \"" + secret + "\"\n", want: "400 /id"},
		{name: "too large for int8", body: "id = 1\nqty = 300\n", want: "400 /qty"},
		{name: "table for a string", body: "[name]\na=1\n", want: "400 /name"},
		{name: "member twice", body: "id = 1\nid = 2\n", want: "400"},
		{name: "no time", body: "id = 1\nname = \"a\"\nwhen = \"x\"\n", want: "400 /when"},
		{name: "rule", body: "id = 0\nname = \"a\"\n", want: "400 /id"},
		{name: "no UTF-8", body: "name = \"\xff\"\n", want: "400"},
		{name: "opened 5000 times", body: "name = " + strings.Repeat("[", 5000), want: "400"},
		{name: "above the limit", body: "name = \"" + strings.Repeat("a", 500) + "\"", limit: 64, want: "413"},
	}
	return inForm(rows, "application/toml", as[GoDocument]())
}
