package inputs_test

import (
	"encoding/json"
	"fmt"
	"strings"
)

const passes = `{"id":"7f2c1a52-3c37-4e0f-9a51-0f3b9f7a1c11","email":"a@b.io","status":"new","kind":"x",
	"items":[{"sku":"A1","qty":1,"price":1}],"ship":{"street":"s","zip":"12345"},"password":"12345678",
	"confirm":"12345678","created_by":"me","named_audit":{"created_by":"x"},"either":"y","other":"z"}`

// change replaces members of what passes; "-" takes one out.
type change struct {
	name    string
	members string // an object
	want    string
}

const gone = `"\u0000"`

func changes() []change {
	return []change{
		{"good", `{}`, "200"},
		{"required and missing", `{"id":` + gone + `}`, "400 /id"},
		{"required and blank", `{"id":""}`, "400 /id"},
		{"required and null", `{"id":null}`, "400 /id"},
		{"uuid", `{"id":"` + secret + `"}`, "400 /id"},
		{"email", `{"email":"` + secret + `"}`, "400 /email"},
		{"oneof", `{"status":"zzz"}`, "400 /status"},
		{"required_if", `{"kind":"company"}`, "400 /vat"},
		{"slice missing", `{"items":` + gone + `}`, "400 /items"},
		{"slice empty", `{"items":[]}`, "400 /items"},
		{"third element", `{"items":[` + item(``) + `,` + item(``) + `,` + item(`,"sku":"no spaces!"`) + `]}`, "400 /items/2/sku"},
		{"two elements, three rules", `{"items":[` + item(`,"qty":0`) + `,` + item(`,"qty":100,"price":-1`) + `]}`,
			"400 /items/0/qty /items/1/qty /items/1/price"},
		{"list in an element", `{"items":[` + item(`,"tags":["ok","x"]`) + `]}`, "400 /items/0/tags/1"},
		{"list in an element too long", `{"items":[` + item(`,"tags":["aa","bb","cc","dd"]`) + `]}`, "400 /items/0/tags"},
		{"pointer in an element", `{"items":[` + item(`,"dims":{"w":0,"h":1}`) + `]}`, "400 /items/0/dims/w"},
		{"struct missing", `{"ship":` + gone + `}`, "400 /ship"},
		{"struct null", `{"ship":null}`, "400 /ship"},
		{"required inside", `{"ship":{"zip":"12345"}}`, "400 /ship/street"},
		{"length inside", `{"ship":{"street":"s","zip":"123"}}`, "400 /ship/zip"},
		{"country inside", `{"ship":{"street":"s","zip":"12345","country":"XX"}}`, "400 /ship/country"},
		{"optional struct", `{"bill":{"street":"s"}}`, "400 /bill/zip"},
		{"name in a map too short", `{"meta":{"a":"v"}}`, "400 /meta/a"},
		{"value in a map", `{"meta":{"key":""}}`, "400 /meta/key"},
		{"name with a dot", `{"meta":{"a.b":""}}`, "400 /meta/a.b"},
		{"name with brackets", `{"meta":{"a][b":""}}`, "400 /meta/a][b"},
		{"name with slash and tilde", `{"meta":{"a/b~":""}}`, "400 /meta/a~1b~0"},
		{"name with control characters", `{"meta":{"a\n\u001bx":""}}`, "400 /meta/a\n\x1bx"},
		{"name of 100 kB", `{"meta":{"` + strings.Repeat("k", 100_000) + `":"v"}}`, "400 /meta"},
		{"map too large", `{"meta":{"aa":"1","bb":"1","cc":"1","dd":"1","ee":"1","ff":"1"}}`, "400 /meta"},
		{"struct in a map", `{"places":{"home":{"street":"s","zip":"x"}}}`, "400 /places/home/zip"},
		{"struct under a name with a dot", `{"places":{"ho.me":{"street":"s","zip":"x"}}}`, "400 /places/ho.me/zip"},
		{"struct under a number", `{"by_num":{"7":` + item(`,"qty":100`) + `}}`, "400 /by_num/7/qty"},
		{"matrix", `{"matrix":[[1,2],[3,-4]]}`, "400 /matrix/1/1"},
		{"password too short", `{"password":"hunter2","confirm":"hunter2"}`, "400 /password"},
		{"eqfield", `{"confirm":"other"}`, "400 /confirm"},
		{"gtfield of times", `{"from":"2024-02-01T00:00:00Z","to":"2024-01-01T00:00:00Z"}`, "400 /to"},
		{"range behind a pointer", `{"age":5}`, "400 /age"},
		{"range of uint8", `{"page":101}`, "400 /page"},
		{"field without a tag", `{"GoNoTag":"toolong"}`, "400 /GoNoTag"},
		{"field with omitempty", `{"omit_e":"ab"}`, "400 /omit_e"},
		{"member with slash and tilde", `{"a/b~c":"toolong"}`, "400 /a~1b~0c"},
		{"member with a dot", `{"a.b":"toolong"}`, "400 /a.b"},
		{"member with brackets", `{"x[0]":"toolong"}`, "400 /x[0]"},
		{"url that the rule lets through", `{"url":"javascript:` + secret + `"}`, "200"},
		{"ip", `{"ip":"999.1.1.1"}`, "400 /ip"},
		{"rule of the program", `{"odd":4}`, "400 /odd"},
		{"unique", `{"roles":["admin","admin"]}`, "400 /roles"},
		{"oneof in a list", `{"roles":["user","root"]}`, "400 /roles/1"},
		{"excludesall", `{"nick":"<b>"}`, "400 /nick"},
		{"required_without each other", `{"either":` + gone + `,"other":` + gone + `}`, "400 /either /other"},
		{"nameless structs inside", `{"nested":{"deep":{"x":9}}}`, "400 /nested/deep/x"},
		{"promoted field", `{"created_by":` + gone + `}`, "400 /created_by"},
		{"struct with a name", `{"named_audit":{"level":1}}`, "400 /named_audit/created_by"},
	}
}

func item(more string) string { return `{"sku":"A1","price":1,"qty":1` + more + `}` }

// changed is the text of what passes with the changes made. Of a member that an
// item has twice the last counts, which makes it one.
func (c change) changed() string {
	var all, members map[string]any
	if err := json.Unmarshal([]byte(passes), &all); err != nil {
		panic(fmt.Sprint("what passes: ", err))
	}
	if err := json.Unmarshal([]byte(c.members), &members); err != nil {
		panic(fmt.Sprint(c.name, ": ", err))
	}
	for name, value := range members {
		if all[name] = value; value == "\x00" {
			delete(all, name)
		}
	}
	text, _ := json.Marshal(all)
	return string(text)
}

func ruleRows() (rows []row) {
	for _, c := range changes() {
		rows = append(rows, row{name: c.name, body: c.changed(), into: as[GoChecked](), want: c.want})
	}
	return append(append(rows, rootRows()...), mistakenRuleRows()...)
}

// rootRows break rules at the root, or everywhere.
func rootRows() []row {
	good, bad := `{"sku":"A1","qty":1}`, `{"sku":"A1","qty":0}`
	return []row{
		{name: "everything missing", body: `{}`, into: as[GoChecked](),
			want: "400 /id /email /status /items /ship /password /either /other /created_by /named_audit/created_by"},
		{name: "a thousand elements", body: change{members: `{"items":[` + strings.Repeat(bad+",", 999) + bad + `]}`}.changed(),
			into: as[GoChecked](), want: "400", many: true},
		{name: "slice", body: `[` + good + `,` + bad + `,` + good + `,` + bad + `]`, into: as[[]GoItem](), want: "400 /1/qty /3/qty"},
		{name: "null in a slice of pointers", body: `[` + good + `,null]`, into: as[[]*GoItem](), want: "400 /1"},
		{name: "map", body: `{"a":` + bad + `}`, into: as[map[string]GoItem](), want: "400 /a/qty"},
		{name: "slice of slices", body: `[[` + good + `],[` + bad + `]]`, into: as[[][]GoItem](), want: "400 /1/0/qty"},
		{name: "empty slice", body: `[]`, into: as[[]GoItem](), want: "200"},
		{name: "nameless struct", body: `{}`, into: as[nameless](), want: "400 /a"},
		{name: "nameless structs", body: `{"s":{}}`, into: as[namelessNested](), want: "400 /s/a"},
		{name: "type argument", body: `{"data":{}}`, into: as[GoEnvelope[GoSize]](), want: "400 /data/w /data/h"},
		{name: "struct as a whole", body: `{"start":5,"end":1}`, into: as[GoSpan](), want: "400 /end"},
		{name: "interface", body: `{"v":{"w":0}}`, into: as[anything](), want: "200"},
	}
}

func mistakenRuleRows() []row {
	return []row{
		{name: "unknown rule", body: `{"a":"x"}`, into: as[unknownRule](), want: "500"},
		{name: "broken parameter of a rule", body: `{"a":"x"}`, into: as[brokenRule](), want: "500"},
		{name: "rule for another kind", body: `{"a":{}}`, into: as[misplacedRule](), want: "500"},
		{name: "dive into a number", body: `{"a":1}`, into: as[divingRule](), want: "500"},
		{name: "rule about a field that there is not", body: `{"a":1}`, into: as[lonelyRule](), want: "400|500 /a"},
	}
}
