package ginproblem

func (r *reading) codec() bool { return false }
