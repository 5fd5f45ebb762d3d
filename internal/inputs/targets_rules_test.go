package inputs_test

import "time"

// GoChecked has rules of every kind.
type GoChecked struct {
	GoID      string               `json:"id" binding:"required,uuid"`
	GoEmail   string               `json:"email" binding:"required,email"`
	GoStatus  string               `json:"status" binding:"oneof=new paid shipped"`
	GoKind    string               `json:"kind"`
	GoVAT     string               `json:"vat" binding:"required_if=GoKind company"`
	GoItems   []GoItem             `json:"items" binding:"required,min=1,dive"`
	GoShip    *GoAddress           `json:"ship" binding:"required"`
	GoBill    *GoAddress           `json:"bill"`
	GoMeta    map[string]string    `json:"meta" binding:"max=5,dive,keys,min=2,max=10,endkeys,required"`
	GoPlaces  map[string]GoAddress `json:"places" binding:"dive"`
	GoByNum   map[int]GoItem       `json:"by_num" binding:"dive"`
	GoMatrix  [][]int              `json:"matrix" binding:"dive,dive,min=0"`
	GoPass    string               `json:"password" binding:"min=8"`
	GoConfirm string               `json:"confirm" binding:"eqfield=GoPass"`
	GoFrom    time.Time            `json:"from"`
	GoTo      time.Time            `json:"to" binding:"omitempty,gtfield=GoFrom"`
	GoAge     *int                 `json:"age" binding:"omitempty,gte=18,lte=120"`
	GoPage    uint8                `json:"page" binding:"lte=100"`
	GoNoTag   string               `binding:"max=3"`
	GoHidden  string               `json:"-" binding:"max=3"`
	GoOmit    string               `json:"omit_e,omitempty" binding:"omitempty,min=3"`
	GoWeird   string               `json:"a/b~c" binding:"max=3"`
	GoDotted  string               `json:"a.b" binding:"max=3"`
	GoBrack   string               `json:"x[0]" binding:"max=3"`
	GoURL     string               `json:"url" binding:"omitempty,url"`
	GoIP      string               `json:"ip" binding:"omitempty,ip"`
	GoOdd     int                  `json:"odd" binding:"omitempty,isodd"`
	GoRoles   []string             `json:"roles" binding:"omitempty,unique,dive,oneof=admin user"`
	GoNick    string               `json:"nick" binding:"excludesall=<>"`
	GoEither  string               `json:"either" binding:"required_without=GoOther"`
	GoOther   string               `json:"other" binding:"required_without=GoEither"`
	GoNested  struct {
		GoDeep struct {
			GoX int `json:"x" binding:"max=5"`
		} `json:"deep"`
	} `json:"nested"`
	GoMade
	GoNamed GoMade `json:"named_audit"`
}

// GoMade is embedded and a member of its own.
type GoMade struct {
	GoCreatedBy string `json:"created_by" binding:"required"`
	GoLevel     int    `json:"level"`
}

// GoAddress is a value inside others.
type GoAddress struct {
	GoStreet  string `json:"street" form:"street" xml:"street" yaml:"street" toml:"street" binding:"required"`
	GoZip     string `json:"zip" form:"zip" xml:"zip" yaml:"zip" toml:"zip" binding:"required,len=5,numeric"`
	GoCountry string `json:"country" form:"country" xml:"country" yaml:"country" toml:"country" binding:"omitempty,iso3166_1_alpha2"`
}

// GoItem is an element with rules.
type GoItem struct {
	GoSKU   string   `json:"sku" binding:"required,alphanum"`
	GoQty   int8     `json:"qty" binding:"required,min=1,max=99"`
	GoPrice float64  `json:"price" binding:"gte=0"`
	GoTags  []string `json:"tags" binding:"max=3,dive,min=2"`
	GoDims  *GoSize  `json:"dims"`
}

// GoEnvelope has a type argument in its name.
type GoEnvelope[T any] struct {
	GoData T `json:"data"`
}

// GoSpan is checked as a whole, by a function.
type GoSpan struct {
	GoStart int `json:"start"`
	GoEnd   int `json:"end"`
}

// Rules that are a mistake themselves, which only the program can mend.
type (
	unknownRule struct {
		GoA string `json:"a" binding:"nosuchrule"`
	}
	brokenRule struct {
		GoA string `json:"a" binding:"min=abc"`
	}
	misplacedRule struct {
		GoA struct{ GoX int } `json:"a" binding:"min=3"`
	}
	divingRule struct {
		GoA int `json:"a" binding:"dive"`
	}
	lonelyRule struct {
		GoA int `json:"a" binding:"eqfield=Nope"`
	}
)

// Structs without a name, whose errors begin with a field.
type (
	nameless = struct {
		GoA string `json:"a" binding:"required"`
	}
	namelessNested = struct {
		GoS struct {
			GoA string `json:"a" binding:"required"`
		} `json:"s"`
	}
	anything = struct {
		GoV any `json:"v" binding:"required"`
	}
)
