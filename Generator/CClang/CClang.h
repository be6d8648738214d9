// libclang's C interface, from libclang-dev. Package.swift names the directory to look in.
#include <clang-c/Index.h>
