package verify

import (
	"encoding/binary"
	"slices"
	"testing"
)

// A chain that leads out of its table is said; none is longer than the table.
func TestVersionNeedsOfDamagedFiles(t *testing.T) {
	loop := binary.LittleEndian.AppendUint32(nil, 0xffff0001)
	loop = append(loop, 0, 0, 0, 0, 16, 0, 0, 0, 0, 0, 0, 0)
	for name, table := range map[string][]byte{"empty": nil, "short": make([]byte, 15), "one": loop, "many": append(loop, loop...)} {
		if got, err := (&elfFile{order: binary.LittleEndian}).decodeNeeds(table, 1<<60); (err == nil) != (name == "many") || len(got) > len(table)/16 {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// A version that the program does without is none that it needs.
func TestWeakVersion(t *testing.T) {
	order := binary.LittleEndian
	record := func(words ...uint32) (out []byte) {
		for _, word := range words {
			out = order.AppendUint32(out, word)
		}
		return out
	}
	table := append(record(1|2<<16, 1, 16, 0), append(record(0, 0, 7, 16), record(0, weakVersion, 9, 0)...)...)
	got, err := (&elfFile{order: order}).decodeNeeds(table, 1)
	got = slices.DeleteFunc(got, func(n versionNeed) bool { return n.weak })
	if err != nil || len(got) != 1 || got[0].name != 7 {
		t.Errorf("got %v, want the one that is not weak", got)
	}
}
