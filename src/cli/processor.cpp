// The first thing that runs: says in words when the processor lacks the instructions the program is built for, where
// it would otherwise end with "illegal instruction". This file is compiled for any x86-64 (see CMakeLists.txt), and
// its function stands in .preinit_array, before every other initialiser: nothing of the program may be called from
// here.
#if defined(LIANZHAO_NEEDS_X86_64_V3)

#include <unistd.h>

#include <cstring>

namespace {

// Exit code of `lianzhao` on a machine that cannot run it: EX_OSERR of sysexits.h.
constexpr int kWrongMachine = 71;

void write_out(const char* text) {
  [[maybe_unused]] const auto written = ::write(STDERR_FILENO, text, std::strlen(text));
}

// Level 3 of https://gitlab.com/x86-psABIs/x86-64-ABI, by the features that compilers make use of.
void check_processor() {
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
      __builtin_cpu_supports("fma") && __builtin_cpu_supports("popcnt")) {
    return;
  }
  write_out(
      "lianzhao: 本机处理器缺少程序所需的指令（x86-64-v3：AVX2、BMI2、FMA；2015 年以后的服务器均有）。"
      "若为虚拟机，请将处理器型号设为 host；否则请用 cmake -DLIANZHAO_MARCH=x86-64 自行编译。\n"
      "lianzhao: this processor lacks instructions that the program needs (x86-64-v3: AVX2, BMI2, FMA; servers made "
      "since 2015 have them). On a virtual machine, set the processor's model to host; otherwise build the program "
      "with cmake -DLIANZHAO_MARCH=x86-64.\n");
  ::_exit(kWrongMachine);
}

__attribute__((section(".preinit_array"), used)) void (*const kFirst)() = check_processor;

}  // namespace

#endif
