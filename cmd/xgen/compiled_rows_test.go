package main

// What people's projects depend on, cut down to what decides whether a library or a
// patch is missing, after public reports and real manifests. What is right is what
// cargo compiles there.

// compiledRow is one of them.
type compiledRow struct {
	after    string // whose trouble or manifest it is like
	manifest string // behind [package] hello
	more     map[string]string
	targets  string   // behind name
	want     []string // each diagnostic begins so; $ is its end
}

const (
	muslTarget  = "targets: tmusl: triple: \"aarch64-unknown-linux-musl\"\n"
	gnuTarget   = "targets: tgnu: triple: \"aarch64-unknown-linux-gnu\"\n"
	armv5Target = "targets: tmusl: triple: \"armv5te-unknown-linux-musleabi\"\n"

	noOpenSSL     = "targets.cue:2:10: Cargo.lock has openssl-sys 0.9.118, whose build script asks pkg-config for openssl, and tmusl has no such library: write libraries: openssl: {}"
	noOpenSSLHere = "targets.cue:2:10: openssl-sys 0.9.118 is compiled for the machine that builds too, where its build script asks pkg-config for openssl: write host: packages: [\"libssl-dev\"]"
	noSQLite      = "targets.cue:2:10: Cargo.lock has libsqlite3-sys 0.35.0, whose build script asks pkg-config for sqlite3, and tmusl has no such library"
	noUdev        = "targets.cue:2:10: Cargo.lock has libudev-sys 0.1.4, whose build script asks pkg-config for libudev, and tmusl has no such library"
	noFontconfig  = "targets.cue:2:10: Cargo.lock has yeslogic-fontconfig-sys 6.0.0, whose build script asks pkg-config for fontconfig, and tmusl has no such library: write libraries: fontconfig: {kind: \"autotools\", source: {…}}, or env: RUST_FONTCONFIG_DLOPEN: \"1\", which loads it when the program runs$"
	reads         = "targets.cue:2:10: warning: the project uses "
)

var compiledRows = map[string]compiledRow{
	// Platforms.
	"openssl on windows": {after: "cargo#11979", manifest: "[target.'cfg(windows)'.dependencies]\nopenssl = \"0.10\"\n", targets: muslTarget},
	"openssl on macos":   {after: "made: the other system", manifest: "[target.'cfg(target_os = \"macos\")'.dependencies]\nopenssl = \"0.10\"\n", targets: muslTarget},
	"dbus but on musl": {after: "nexus-sdk#325, dbus-rs#408", manifest: "[target.'cfg(not(target_env = \"musl\"))'.dependencies]\ndbus = \"0.9\"\n", targets: muslTarget + gnuTarget,
		want: []string{"targets.cue:3:10: Cargo.lock has libdbus-sys 0.2.7, whose build script asks pkg-config for dbus-1, and tgnu has no such library: write libraries: dbus: {}, or turn on the feature \"vendored\" of the crate libdbus-sys"}},
	"a triple by name":       {after: "made: a table by its triple", manifest: "[target.x86_64-pc-windows-gnu.dependencies]\nopenssl = \"0.10\"\n", targets: muslTarget},
	"the triple by name":     {after: "made: a table by its triple", manifest: "[target.aarch64-unknown-linux-musl.dependencies]\nopenssl = \"0.10\"\n", targets: muslTarget, want: []string{noOpenSSL}},
	"sound on linux":         {after: "rust-musl-cross#69, alsa-sys#11", manifest: "[dependencies]\ncpal = \"0.16\"\n", targets: muslTarget + gnuTarget, want: []string{"targets.cue:3:10: Cargo.lock has alsa-sys 0.3.1, whose build script asks pkg-config for alsa, and tgnu, tmusl have no such library: write libraries: \"alsa-lib\": {}$"}},
	"sound with its library": {after: "rust-musl-cross#69, alsa-sys#11", manifest: "[dependencies]\ncpal = \"0.16\"\n", targets: gnuTarget + "libraries: alsa: {kind: \"debian\", packages: [\"libasound2-dev\"]}\n"},
	"sound on windows":       {after: "made: the other system", manifest: "[target.'cfg(windows)'.dependencies]\ncpal = \"0.16\"\n", targets: muslTarget},

	// Features.
	"vendored by a feature that is off": {after: "vaultwarden", manifest: "[features]\nown-openssl = [\"openssl/vendored\"]\n[dependencies]\nopenssl = \"0.10\"\n", targets: muslTarget, want: []string{noOpenSSL}},
	"vendored by a feature that is on":  {after: "vaultwarden", manifest: "[features]\nown-openssl = [\"openssl/vendored\"]\n[dependencies]\nopenssl = \"0.10\"\n", targets: muslTarget + "cargo: features: [\"own-openssl\"]\n"},
	"vendored":                          {after: "rust-openssl#1292", manifest: "[dependencies]\nopenssl = {version = \"0.10\", features = [\"vendored\"]}\n", targets: muslTarget},
	"vendored, and told not to":         {after: "rust-openssl's README", manifest: "[dependencies]\nopenssl = {version = \"0.10\", features = [\"vendored\"]}\n", targets: muslTarget + "env: OPENSSL_NO_VENDOR: \"1\"\n", want: []string{noOpenSSL}},
	"by a variable":                     {after: "rust-openssl's README", manifest: "[dependencies]\nopenssl = \"0.10\"\n", targets: muslTarget + "env: AARCH64_UNKNOWN_LINUX_MUSL_OPENSSL_DIR: \"/usr\"\n"},
	"by aws-lc":                         {after: "rust-openssl's features", manifest: "[dependencies]\nopenssl = {version = \"0.10\", features = [\"aws-lc\"]}\n", targets: muslTarget},
	"where its assembler code is wrong": {after: "the catalog: OpenSSL on mipsel", manifest: "[dependencies]\nopenssl = \"0.10\"\n", targets: "targets: tmips: triple: \"mipsel-unknown-linux-musl\"\n", want: []string{"targets.cue:2:10: Cargo.lock has openssl-sys 0.9.118, whose build script asks pkg-config for openssl, and tmips has no such library: write libraries: openssl: {}$"}},
	"renamed":                           {after: "a wrapper crate", manifest: "[dependencies]\nssl = {package = \"openssl\", version = \"0.10\"}\n", targets: muslTarget, want: []string{noOpenSSL}},
	"reqwest":                           {after: "musl-cross-make#65, rust-openssl#1482", manifest: "[dependencies]\nreqwest = \"0.12\"\n", targets: muslTarget, want: []string{noOpenSSL}},
	"reqwest with rustls":               {after: "reqwest's features", manifest: "[dependencies]\nreqwest = {version = \"0.12\", default-features = false, features = [\"rustls-tls\"]}\n", targets: muslTarget},
	"rustls and the default too":        {after: "made: both are on", manifest: "[dependencies]\nreqwest = {version = \"0.12\", features = [\"rustls-tls\"]}\n", targets: muslTarget, want: []string{noOpenSSL}},
	"reqwest, vendored":                 {after: "reqwest's features", manifest: "[dependencies]\nreqwest = {version = \"0.12\", features = [\"native-tls-vendored\"]}\n", targets: muslTarget},
	"vendored if it is there at all":    {after: "the book, weak features", manifest: "[dependencies]\nreqwest = {version = \"0.12\", default-features = false, features = [\"vendored-if-any\"]}\n", targets: muslTarget},
	"optional and off":                  {after: "made: an optional client", manifest: "[dependencies]\nreqwest = {version = \"0.12\", optional = true}\n", targets: muslTarget},
	"optional and on":                   {after: "made: an optional client", manifest: "[dependencies]\nreqwest = {version = \"0.12\", optional = true}\n", targets: muslTarget + "cargo: features: [\"reqwest\"]\n", want: []string{noOpenSSL}},
	"optional and all on":               {after: "made: an optional client", manifest: "[dependencies]\nreqwest = {version = \"0.12\", optional = true}\n", targets: muslTarget + "cargo: \"all-features\": true\n", want: []string{noOpenSSL}},
	"by a default":                      {after: "made: a default that can be left out", manifest: "[features]\ndefault = [\"net\"]\nnet = [\"dep:reqwest\"]\n[dependencies]\nreqwest = {version = \"0.12\", optional = true}\n", targets: muslTarget, want: []string{noOpenSSL}},
	"without the default":               {after: "made: a default that can be left out", manifest: "[features]\ndefault = [\"net\"]\nnet = [\"dep:reqwest\"]\n[dependencies]\nreqwest = {version = \"0.12\", optional = true}\n", targets: muslTarget + "cargo: \"no-default-features\": true\n"},
	"one of two targets":                {after: "a product of two editions", manifest: "[dependencies]\nreqwest = {version = \"0.12\", optional = true}\n", targets: "targets: tmusl: {triple: \"aarch64-unknown-linux-musl\", cargo: features: [\"reqwest\"]}\ntargets: tother: triple: \"x86_64-unknown-linux-musl\"\n", want: []string{noOpenSSL}},
	"sqlite":                            {after: "diesel#3478", manifest: "[dependencies]\nrusqlite = \"0.37\"\n", targets: muslTarget, want: []string{noSQLite}},
	"sqlite, bundled":                   {after: "rusqlite's README", manifest: "[dependencies]\nrusqlite = {version = \"0.37\", features = [\"bundled\"]}\n", targets: muslTarget},
	"sqlite, bundled for windows":       {after: "rusqlite#666, diesel#2121", manifest: "[dependencies]\nrusqlite = \"0.37\"\n[target.'cfg(windows)'.dependencies]\nrusqlite = {version = \"0.37\", features = [\"bundled\"]}\n", targets: muslTarget, want: []string{noSQLite}},
	"bundled for windows, resolver 1":   {after: "rusqlite#666, diesel#2121", manifest: "[dependencies]\nrusqlite = \"0.37\"\n[target.'cfg(windows)'.dependencies]\nrusqlite = {version = \"0.37\", features = [\"bundled\"]}\n[workspace]\nresolver = \"1\"\n", targets: muslTarget},
	"diesel without a database":         {after: "diesel#829", manifest: "[dependencies]\ndiesel = \"2\"\n", targets: muslTarget},
	"serial ports":                      {after: "cross#1295, libudev-sys#7", manifest: "[dependencies]\nserialport = \"4\"\n", targets: muslTarget, want: []string{noUdev}},
	"serial ports without udev":         {after: "serialport-rs#220", manifest: "[dependencies]\nserialport = {version = \"4\", default-features = false}\n", targets: muslTarget},
	"fonts":                             {after: "silicon 0.5", manifest: "[dependencies]\nfont-kit = \"0.14\"\n", targets: muslTarget, want: []string{noFontconfig}},
	"fonts on windows":                  {after: "alacritty 0.17", manifest: "[dependencies]\nfont-kit = \"0.14\"\n", targets: "targets: tmusl: triple: \"x86_64-pc-windows-gnu\"\n"},
	"fonts that are loaded":             {after: "yeslogic-fontconfig-sys's features", manifest: "[dependencies]\nfont-kit = {version = \"0.14\", features = [\"source-fontconfig-dlopen\"]}\n", targets: muslTarget},
	"fonts by a feature that is off":    {after: "yeslogic-fontconfig-sys's features", manifest: "[features]\nloaded = [\"font-kit/source-fontconfig-dlopen\"]\n[dependencies]\nfont-kit = \"0.14\"\n", targets: muslTarget, want: []string{noFontconfig}},
	"named, and loaded":                 {after: "made: the crate itself, with its feature", manifest: "[dependencies]\nyeslogic-fontconfig-sys = {version = \"6\", features = [\"dlopen\"]}\n", targets: muslTarget},
	"fonts by a variable":               {after: "yeslogic-fontconfig-sys's build script", manifest: "[dependencies]\nfont-kit = \"0.14\"\n", targets: muslTarget + "env: RUST_FONTCONFIG_DLOPEN: \"1\"\n"},
	"wayland's protocol alone":          {after: "atuin 18, nu 0.115", manifest: "[dependencies]\nwayland-client = \"0.31\"\n", targets: muslTarget},
	"wayland's library":                 {after: "wayland-sys's features", manifest: "[dependencies]\nwayland-client = {version = \"0.31\", features = [\"system\"]}\n", targets: muslTarget, want: []string{"targets.cue:2:10: Cargo.lock has wayland-sys 0.31.0, whose build script asks pkg-config for wayland-client, and tmusl has no such library"}},
	"wayland's library, loaded":         {after: "alacritty 0.17", manifest: "[dependencies]\nwayland-client = {version = \"0.31\", features = [\"system\", \"dlopen\"]}\n", targets: muslTarget},
	"hidraw":                            {after: "hidapi's default feature", manifest: "[dependencies]\nhidapi = \"2\"\n", targets: muslTarget, want: []string{"targets.cue:2:10: Cargo.lock has hidapi 2.6.3, whose build script asks pkg-config for libudev, and tmusl has no such library"}},
	"hidraw on windows":                 {after: "hidapi's build script", manifest: "[dependencies]\nhidapi = \"2\"\n", targets: "targets: tmusl: triple: \"x86_64-pc-windows-gnu\"\n"},
	"hidraw by itself":                  {after: "probe-rs-tools 0.32", manifest: "[dependencies]\nhidapi = {version = \"2\", default-features = false, features = [\"linux-native-basic-udev\"]}\n", targets: muslTarget},
	"postgres":                          {after: "rust-musl-builder#69, diesel_cli 2.3", manifest: "[dependencies]\npq-sys = \"0.7\"\n", targets: muslTarget, want: []string{"targets.cue:2:10: Cargo.lock has pq-sys 0.7.0, whose build script asks pkg-config for libpq, and tmusl has no such library: write libraries: libpq: {}, or turn on the feature \"bundled\" of the crate pq-sys$"}},
	"postgres, bundled":                 {after: "pq-sys's features", manifest: "[dependencies]\npq-sys = {version = \"0.7\", features = [\"bundled\"]}\n", targets: muslTarget},
	"postgres by its triple's variable": {after: "pq-sys#18", manifest: "[dependencies]\npq-sys = \"0.7\"\n", targets: muslTarget + "env: PQ_LIB_DIR_AARCH64_UNKNOWN_LINUX_MUSL: \"/pq\"\n"},
	"mysql":                             {after: "diesel_cli 2.3", manifest: "[dependencies]\nmysqlclient-sys = \"0.4\"\n", targets: gnuTarget, want: []string{"targets.cue:2:10: Cargo.lock has mysqlclient-sys 0.4.0, whose build script asks pkg-config for mysqlclient, and tgnu has no such library"}},
	"mysql by mariadb":                  {after: "mysqlclient-sys's build script", manifest: "[dependencies]\nmysqlclient-sys = \"0.4\"\n", targets: gnuTarget + "libraries: libmariadb: {kind: \"debian\", packages: [\"libmariadb-dev\"]}\n"},
	"captures":                          {after: "rust-pcap's README", manifest: "[dependencies]\npcap = \"2\"\n", targets: muslTarget + gnuTarget, want: []string{"targets.cue:3:10: Cargo.lock has pcap 2.5.0, whose build script asks pkg-config for libpcap, and tgnu, tmusl have no such library: write libraries: libpcap: {}$"}},
	"captures on windows":               {after: "rust-pcap's README", manifest: "[dependencies]\npcap = \"2\"\n", targets: "targets: tmusl: triple: \"x86_64-pc-windows-gnu\"\n"},
	"captures by a variable":            {after: "rust-pcap's README", manifest: "[dependencies]\npcap = \"2\"\n", targets: muslTarget + "env: LIBPCAP_LIBDIR: \"/pcap\"\n"},
	"captures with its library":         {after: "rust-pcap's README", manifest: "[dependencies]\npcap = \"2\"\n", targets: gnuTarget + "libraries: libpcap: {kind: \"debian\", packages: [\"libpcap-dev\"]}\n"},
	"glib":                              {after: "gtk-rs's build scripts", manifest: "[dependencies]\ngio = \"0.22\"\n", targets: gnuTarget, want: []string{"targets.cue:2:10: Cargo.lock has glib-sys 0.22.9, whose build script asks pkg-config for glib-2.0, and tgnu has no such library: write libraries: \"glib-2.0\": {kind: \"debian\", packages: [\"libglib2.0-dev\"]}"}},
	"sound by jack":                     {after: "jack-sys's build script", manifest: "[dependencies]\njack-sys = \"0.6\"\n", targets: muslTarget + gnuTarget, want: []string{"targets.cue:3:10: Cargo.lock has jack-sys 0.6.0, whose build script asks pkg-config for jack, and tgnu, tmusl have no such library: for tgnu write libraries: jack: {kind: \"debian\", packages: [\"libjack-dev\"]}; for tmusl write libraries: jack: {kind: \"autotools\", source: {…}}"}},
	"sound by portaudio":                {after: "portaudio-sys's build script", manifest: "[dependencies]\nportaudio-sys = \"0.1\"\n", targets: muslTarget, want: []string{"targets.cue:2:10: Cargo.lock has portaudio-sys 0.1.1, whose build script asks pkg-config for portaudio-2.0, and tmusl has no such library"}},
	"smart cards":                       {after: "pcsc-sys's build script", manifest: "[dependencies]\npcsc = \"2\"\n", targets: muslTarget, want: []string{"targets.cue:2:10: Cargo.lock has pcsc-sys 1.3.0, whose build script asks pkg-config for libpcsclite, and tmusl has no such library"}},
	"smart cards by a variable":         {after: "pcsc-sys's build script", manifest: "[dependencies]\npcsc = \"2\"\n", targets: muslTarget + "env: PCSC_LIB_DIR: \"/pcsc\"\n"},
	"smart cards on windows":            {after: "pcsc-sys's build script", manifest: "[dependencies]\npcsc = \"2\"\n", targets: "targets: tmusl: triple: \"x86_64-pc-windows-gnu\"\n"},
	"x11 by its library":                {after: "x11's features", manifest: "[dependencies]\nx11 = {version = \"2\", features = [\"xlib\"]}\n", targets: muslTarget, want: []string{"targets.cue:2:10: Cargo.lock has x11 2.21.0, whose build script asks pkg-config for x11, and tmusl has no such library"}},
	"x11 for its types":                 {after: "x11's features", manifest: "[dependencies]\nx11 = \"2\"\n", targets: muslTarget},

	// Whom it is compiled for.
	"tests that are run":    {after: "the book, dev-dependencies", manifest: "[dev-dependencies]\nreqwest = \"0.12\"\n", targets: muslTarget + "test: {}\n", want: []string{noOpenSSL}},
	"a cfg of one's own":    {after: "tokio's RUSTFLAGS", manifest: "[target.'cfg(native)'.dependencies]\nreqwest = \"0.12\"\n", targets: muslTarget + "flags: native: rustc: [\"--cfg=native\"]\n", want: []string{noOpenSSL}},
	"a processor's feature": {after: "made: a crate for AES in hardware", manifest: "[target.'cfg(target_feature=\"aes\")'.dependencies]\nreqwest = \"0.12\"\n", targets: muslTarget + "flags: aes: rustc: [\"-Ctarget-feature=+aes\"]\n", want: []string{noOpenSSL}},
	"a cfg that is not set": {after: "tokio's RUSTFLAGS", manifest: "[target.'cfg(native)'.dependencies]\nreqwest = \"0.12\"\n", targets: muslTarget},
	"tests alone":           {after: "the book, dev-dependencies", manifest: "[dev-dependencies]\nreqwest = \"0.12\"\n", targets: muslTarget},
	"a build script alone":  {after: "a build script that downloads", manifest: "build = \"build.rs\"\n[build-dependencies]\nreqwest = \"0.12\"\n", more: map[string]string{"build.rs": "fn main() {}\n"}, targets: muslTarget, want: []string{noOpenSSLHere}},
	"a macro's database": {after: "sqlx#191", manifest: "[dependencies]\nsqlx = \"0.8\"\n", targets: muslTarget,
		want: []string{"targets.cue:2:10: libsqlite3-sys 0.35.0 is compiled for the machine that builds too, where its build script asks pkg-config for sqlite3: write host: packages: [\"libsqlite3-dev\"]"}},
	"a feature for the script":   {after: "the book, resolver 2", manifest: "build = \"build.rs\"\n[dependencies]\nclient = \"1\"\n[build-dependencies]\nclient = {version = \"1\", features = [\"tls\"]}\n", more: map[string]string{"build.rs": "fn main() {}\n"}, targets: muslTarget, want: []string{noOpenSSLHere}},
	"for the script, resolver 1": {after: "the book, resolver 1", manifest: "build = \"build.rs\"\n[dependencies]\nclient = \"1\"\n[build-dependencies]\nclient = {version = \"1\", features = [\"tls\"]}\n[workspace]\nresolver = \"1\"\n", more: map[string]string{"build.rs": "fn main() {}\n"}, targets: muslTarget, want: []string{noOpenSSL, noOpenSSLHere}},
	"for tests, resolver 3":      {after: "the book, resolver 3", manifest: "[dependencies]\nclient = \"1\"\n[dev-dependencies]\nclient = {version = \"1\", features = [\"tls\"]}\n[workspace]\nresolver = \"3\"\n", targets: muslTarget},

	// Workspaces.
	"another member": {after: "made: a client and a server", manifest: "[workspace]\nmembers = [\"server\"]\n", more: map[string]string{
		"server/Cargo.toml": "[package]\nname = \"server\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[dependencies]\nopenssl = \"0.10\"\n", "server/src/main.rs": "fn main() {}\n"}, targets: muslTarget + "cargo: packages: [\"hello\"]\n"},
	"both members": {after: "made: a client and a server", manifest: "[workspace]\nmembers = [\"server\"]\n", more: map[string]string{
		"server/Cargo.toml": "[package]\nname = \"server\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[dependencies]\nopenssl = \"0.10\"\n", "server/src/main.rs": "fn main() {}\n"}, targets: muslTarget + "cargo: packages: [\"hello\", \"server\"]\n", want: []string{noOpenSSL}},
	"a member's feature": {after: "made: a member whose feature is off", manifest: "[dependencies]\nown = {path = \"own\"}\n[workspace]\nmembers = [\"own\"]\n", more: map[string]string{
		"own/Cargo.toml": "[package]\nname = \"own\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[dependencies]\nopenssl = {version = \"0.10\", optional = true}\n", "own/src/lib.rs": ""}, targets: muslTarget + "cargo: packages: [\"hello\"]\n"},
	"a library of the project's, off": {after: "a path dependency that is optional", manifest: "[dependencies]\nown = {path = \"own\", optional = true}\n", more: map[string]string{
		"own/Cargo.toml": "[package]\nname = \"own\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[dependencies]\nopenssl = \"0.10\"\n", "own/src/lib.rs": ""}, targets: muslTarget},
	"inherited": {after: "the book, workspace.dependencies", manifest: "[dependencies]\nrusqlite = {workspace = true, features = [\"bundled\"]}\n[workspace.dependencies]\nrusqlite = \"0.37\"\n[workspace]\n", targets: muslTarget},
	"a fork by [patch]": {after: "a fork that needs no library", manifest: "[dependencies]\nopenssl = \"0.10\"\n[patch.crates-io]\nopenssl-sys = {path = \"fork\"}\n", more: map[string]string{
		"fork/Cargo.toml": "[package]\nname = \"openssl-sys\"\nversion = \"0.9.118\"\nedition = \"2021\"\n[features]\nvendored = []\naws-lc = []\n[workspace]\n", "fork/src/lib.rs": ""}, targets: muslTarget},

	// Crates that do not compile everywhere.
	"64-bit atomics":               {after: "prometheus on ARMv5", manifest: "[dependencies]\nprometheus = \"0.13\"\n", targets: armv5Target, want: []string{"targets.cue:2:10: Cargo.lock has prometheus 0.13.4, which counts in AtomicU64 and AtomicI64 (tmusl: atomics are 32 bits wide): write atomics: 64"}},
	"a vector of a crate's own":    {after: "boxcar#19", manifest: "[dependencies]\nboxcar = \"0.2\"\n", targets: armv5Target, want: []string{"targets.cue:2:10: Cargo.lock has boxcar 0.2.7, which counts in AtomicU64 (tmusl: atomics are 32 bits wide): write atomics: 64"}},
	"and where they are wide":      {after: "boxcar#19", manifest: "[dependencies]\nboxcar = \"0.2\"\n", targets: muslTarget},
	"metrics":                      {after: "opentelemetry-rust#898", manifest: "[dependencies]\nopentelemetry_sdk = {version = \"0.18\", features = [\"metrics\"]}\n", targets: armv5Target, want: []string{"targets.cue:2:10: Cargo.lock has opentelemetry_sdk 0.18.0, which keeps numbers in AtomicU64"}},
	"traces alone":                 {after: "opentelemetry-rust#898", manifest: "[dependencies]\nopentelemetry_sdk = \"0.18\"\n", targets: armv5Target},
	"of a feature that is off":     {after: "metrics behind a feature", manifest: "[dependencies]\nprometheus = {version = \"0.13\", optional = true}\n", targets: armv5Target},
	"where there are such atomics": {after: "a cfg on atomics", manifest: "[target.'cfg(target_has_atomic = \"64\")'.dependencies]\ncoarsetime = \"0.1\"\n", targets: armv5Target},
	"schemars in order":            {after: "the catalog: indexmap 1.9", manifest: "[dependencies]\nschemars = {version = \"0.8\", features = [\"preserve_order\"]}\n", targets: muslTarget + "rust: std: \"build-std\"\n", want: []string{"targets.cue:3:12: Cargo.lock has schemars 0.8.22, which uses indexmap 1.9"}},
	"schemars in any order":        {after: "the catalog: indexmap 1.9", manifest: "[features]\nordered = [\"schemars/preserve_order\"]\n[dependencies]\nschemars = \"0.8\"\n", targets: muslTarget + "rust: std: \"build-std\"\n"},

	// Crates that read the history.
	"git-version":            {after: "nearcore#3375", manifest: "[dependencies]\ngit-version = \"0.3\"\n", targets: muslTarget, want: []string{reads + "git-version, which reads .git"}},
	"git-version on windows": {after: "nearcore#3375", manifest: "[target.'cfg(windows)'.dependencies]\ngit-version = \"0.3\"\n", targets: muslTarget},
	"a dependency's version": {after: "a published crate has no .git anywhere", manifest: "[dependencies]\nwith-version = \"1\"\n", targets: muslTarget},
	"vergen with git":        {after: "reth#21384, vergen#216", manifest: "build = \"build.rs\"\n[build-dependencies]\nvergen = {version = \"8\", features = [\"git\", \"gitcl\"]}\n", more: map[string]string{"build.rs": "fn main() {}\n"}, targets: muslTarget, want: []string{reads + "vergen, which reads .git, and fails or says VERGEN_IDEMPOTENT_OUTPUT"}},
	"vergen without git":     {after: "reth#21384, vergen#216", manifest: "build = \"build.rs\"\n[build-dependencies]\nvergen = {version = \"8\", features = [\"build\"]}\n", more: map[string]string{"build.rs": "fn main() {}\n"}, targets: muslTarget},
	"vergen with an input":   {after: "reth#21384", manifest: "build = \"build.rs\"\n[build-dependencies]\nvergen = {version = \"8\", features = [\"git\", \"gitcl\"]}\n", more: map[string]string{"build.rs": "fn main() {}\n"}, targets: muslTarget + "inputs: VERGEN_GIT_SHA: default: \"unknown\"\n"},
	"built without git2":     {after: "built's features", manifest: "build = \"build.rs\"\n[build-dependencies]\nbuilt = \"0.8\"\n", more: map[string]string{"build.rs": "fn main() {}\n"}, targets: muslTarget},
	"built with git2":        {after: "built's features", manifest: "build = \"build.rs\"\n[build-dependencies]\nbuilt = {version = \"0.8\", features = [\"git2\"]}\n", more: map[string]string{"build.rs": "fn main() {}\n"}, targets: muslTarget, want: []string{reads + "built, which reads .git"}},
	"git-version for tests":  {after: "a test that prints it", manifest: "[dev-dependencies]\ngit-version = \"0.3\"\n", targets: muslTarget},
}
