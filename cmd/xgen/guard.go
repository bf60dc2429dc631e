package main

import (
	"fmt"
	"runtime"
	"time"
)

// Bounds of evaluating the definitions. A thousand targets take about a second
// and a quarter of a gigabyte.
const (
	maxHeap = 2 << 30
	maxTime = 20 * time.Second
)

// guard watches an evaluation that cannot be interrupted, and calls refuse
// where it takes too much: CUE can be asked to repeat a value a billion times.
func guard(refuse func(why string)) (stop func()) {
	finished := make(chan struct{})
	go func() {
		start := time.Now()
		tick := time.NewTicker(100 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-finished:
				return
			case <-tick.C:
			}
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			if m.HeapAlloc > maxHeap {
				refuse(fmt.Sprintf("evaluating it takes more than %d GiB of memory", maxHeap>>30))
			}
			if time.Since(start) > maxTime {
				refuse(fmt.Sprintf("evaluating it takes more than %s", maxTime))
			}
		}
	}()
	return func() { close(finished) }
}
