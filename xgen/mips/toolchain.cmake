# Emitted by xgen from targets.cue: change that file and run xgen emit.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR mips)
set(CMAKE_C_COMPILER "${CMAKE_CURRENT_LIST_DIR}/bin/mips-linux-muslsf-cc")
set(CMAKE_CXX_COMPILER "${CMAKE_CURRENT_LIST_DIR}/bin/mips-linux-muslsf-c++")
set(CMAKE_AR "${CMAKE_CURRENT_LIST_DIR}/bin/mips-linux-muslsf-ar")
set(CMAKE_RANLIB "${CMAKE_CURRENT_LIST_DIR}/bin/mips-linux-muslsf-ranlib")
# Whether a program links is for cargo to say: its crates bring what some
# targets need for that (compiler_builtins' __sync functions on old ARM).
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
# The target's C libraries (library.sh).
set(CMAKE_FIND_ROOT_PATH "$ENV{XGEN_LIBRARIES}")
# What runs on the build machine is looked for there, all else is not.
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
