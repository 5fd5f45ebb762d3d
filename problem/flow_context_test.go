package problem_test

import "context"

func canceled() context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	return ctx
}

func errCanceled() error { return context.Canceled }
