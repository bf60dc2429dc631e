package verify

import (
	"bytes"
	"encoding/binary"
	"errors"
)

var errShort = errors.New("it ends too early")

// buildAttributes decodes the attributes that a vendor's subsection has for
// the whole file. The format is that of the Addenda to the ABI for the Arm
// Architecture, section "Build attributes": 'A', then for each vendor a length,
// a name and blocks of (tag, length, attributes), of which tag 1 is Tag_File.
// The RISC-V psABI took it over unchanged. isText reports which tags have a
// string for their value; all others have a ULEB128 number.
func buildAttributes(data []byte, order binary.ByteOrder, vendor string, isText func(tag uint64) bool) (attrs, error) {
	if len(data) == 0 || data[0] != 'A' {
		return attrs{}, errors.New("its format is not 'A'")
	}
	all := attrs{map[uint64]uint64{}, map[uint64]string{}}
	for rest := data[1:]; len(rest) > 0; {
		part, next, ok := sized(rest, 0, order)
		if !ok {
			return attrs{}, errShort
		}
		rest = next
		name, blocks, ok := bytes.Cut(part, []byte{0})
		if !ok {
			return attrs{}, errShort
		}
		if string(name) != vendor {
			continue
		}
		if err := all.fileBlocks(blocks, order, isText); err != nil {
			return attrs{}, err
		}
	}
	return all, nil
}

// attrs is what a vendor's subsection says of the file, by tag.
type attrs struct {
	number map[uint64]uint64
	text   map[uint64]string
}

// fileBlocks decodes the blocks of one vendor. Those of single sections and
// symbols (tags 2 and 3) are deprecated and say nothing of the file.
func (a attrs) fileBlocks(blocks []byte, order binary.ByteOrder, isText func(uint64) bool) error {
	for len(blocks) > 0 {
		const tagFile = 1
		tag := blocks[0]
		block, next, ok := sized(blocks, 1, order)
		if !ok {
			return errShort
		}
		blocks = next
		if tag != tagFile {
			continue
		}
		if err := a.pairs(block, isText); err != nil {
			return err
		}
	}
	return nil
}

// pairs decodes attributes. Tag 32, Tag_compatibility, has a number and a
// string.
func (a attrs) pairs(data []byte, isText func(uint64) bool) error {
	const tagCompatibility = 32
	for len(data) > 0 {
		tag, n := binary.Uvarint(data)
		if n <= 0 {
			return errShort
		}
		data = data[n:]
		if !isText(tag) {
			v, n := binary.Uvarint(data)
			if n <= 0 {
				return errShort
			}
			a.number[tag], data = v, data[n:]
			if tag != tagCompatibility {
				continue
			}
		}
		s, rest, ok := bytes.Cut(data, []byte{0})
		if !ok {
			return errShort
		}
		a.text[tag], data = string(s), rest
	}
	return nil
}

// sized splits data after a part that starts with skip bytes and its own
// length: 4 bytes that count everything from the start on. It returns the part
// without these, and what follows it.
func sized(data []byte, skip int, order binary.ByteOrder) (part, rest []byte, ok bool) {
	head := skip + 4
	if len(data) < head {
		return nil, nil, false
	}
	n := order.Uint32(data[skip:])
	if uint64(n) < uint64(head) || uint64(n) > uint64(len(data)) {
		return nil, nil, false
	}
	return data[head:n], data[n:], true
}
