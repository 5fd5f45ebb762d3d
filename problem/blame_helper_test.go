package problem_test

import (
	"context"
	"encoding/json"
	"time"
)

func inputDecodeOwn(text string) error {
	var own struct {
		Name int `json:"name"`
	}
	return json.Unmarshal([]byte(text), &own)
}

func ownCancel() error { return context.Canceled }

func endedContext(deadline bool) context.Context {
	if !deadline {
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		return ctx
	}
	ctx, cancel := context.WithDeadline(context.Background(), time.Unix(0, 0))
	cancel()
	return ctx
}
