//! Makes a filter of system calls with libseccomp, through the crate libseccomp, and says
//! what the kernel of another machine would make of it, as JSON.
use libseccomp::{ScmpAction, ScmpArch, ScmpFilterContext, ScmpSyscall, ScmpVersion};

// What a program of classic BPF answers, by Linux's Documentation/networking/filter.rst.
fn run(program: &[u8], nr: u32, arch: u32) -> u32 {
    let word = |bytes: &[u8]| u32::from_le_bytes(bytes.try_into().unwrap());
    let data = [nr, arch];
    let (mut at, mut a) = (0, 0u32);
    loop {
        let op = &program[at * 8..at * 8 + 8];
        let k = word(&op[4..]);
        at += 1;
        let holds = match u16::from_le_bytes([op[0], op[1]]) {
            0x20 => {
                a = data.get(k as usize / 4).copied().unwrap_or(0);
                continue;
            }
            0x05 => {
                at += k as usize;
                continue;
            }
            0x06 => return k,
            0x15 => a == k,
            0x25 => a > k,
            0x35 => a >= k,
            0x45 => a & k != 0,
            other => panic!("{other:#x}"),
        };
        at += usize::from(if holds { op[2] } else { op[3] });
    }
}

fn main() {
    let version = ScmpVersion::current().unwrap();
    let mut filter = ScmpFilterContext::new(ScmpAction::Allow).unwrap();
    filter.remove_arch(ScmpArch::native()).unwrap();
    filter.add_arch(ScmpArch::X8664).unwrap();
    let ptrace = ScmpSyscall::from_name("ptrace").unwrap();
    filter.add_rule(ScmpAction::Errno(13), ptrace).unwrap();
    let program = filter.export_bpf_mem().unwrap();
    let there = ScmpSyscall::from_name_by_arch("ptrace", ScmpArch::X8664).unwrap();
    let x86_64 = 0xc000_003e;
    let (ptrace, read, other) = (run(&program, 101, x86_64), run(&program, 0, x86_64), run(&program, 101, 0x4000_0003));
    let name = there.get_name_by_arch(ScmpArch::X8664).unwrap();
    println!("{{\"version\": \"{version}\", \"name\": \"{name}\", \"ptrace\": \"{ptrace:08x}\", \"read\": \"{read:08x}\", \"other\": \"{other:08x}\"}}");
}
