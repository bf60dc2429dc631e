package dockerfile

import "github.com/xgen-build/xgen/emit/stage"

// os is what everything else is based on.
func (m maker) os() stage.Stage {
	return m.new("os").Stage("dockerfile/os.tmpl", struct{ Image string }{m.t.Image.V})
}

// rust has the compiler, cargo, std's source where it is built, and what build scripts call.
func (m maker) rust() stage.Stage {
	b := m.new("rust", "os")
	scripts := []stage.Mount{b.Script("rust.sh")}
	if len(m.t.Rust.SHA256.V) > 0 {
		scripts = append(scripts, b.Script("rust-manifest.sh"))
	}
	return b.Stage("dockerfile/rust.tmpl", struct {
		Packages   stage.Packages
		Install    stage.Run
		Channel    string
		SHA256     []string
		Components []string
	}{
		b.Packages("ca-certificates", "cmake", "gcc", "libc6-dev", "make", "patch", "pkg-config", "rustup"),
		b.Online(scripts...), m.t.Rust.Channel.V, m.t.Rust.SHA256.V, m.components[m.t.Rust.Channel.V],
	})
}
