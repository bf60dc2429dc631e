# Emitted by xgen from targets.cue: change that file and run xgen emit.
target "default" {
  name = xgen
  matrix = {
    xgen = [
      "armv5te",
      "mips",
      "mipsel",
      "riscv64",
    ]
  }
  context    = "."
  dockerfile = "xgen/${xgen}/Dockerfile"
  target     = "artifact"
  output     = ["type=local,dest=dist/${xgen}"]
}
