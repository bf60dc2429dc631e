//! Reads MIDI by ALSA's library, through the crate alsa, and plays to a sound card that is
//! none; says what came of it, as JSON.
use alsa::seq::{EvNote, EventType, MidiEvent};
use std::ffi::{c_char, c_int, c_long, c_uint, c_ulong, c_void, CStr};
use std::ptr;

extern "C" {
    fn snd_asoundlib_version() -> *const c_char;
    fn snd_config_top(config: *mut *mut c_void) -> c_int;
    fn snd_config_load(config: *mut c_void, input: *mut c_void) -> c_int;
    fn snd_input_buffer_open(input: *mut *mut c_void, text: *const c_char, size: isize) -> c_int;
    fn snd_pcm_open_lconf(pcm: *mut *mut c_void, name: *const c_char, stream: c_int, mode: c_int, config: *mut c_void) -> c_int;
    fn snd_pcm_set_params(pcm: *mut c_void, format: c_int, access: c_int, channels: c_uint, rate: c_uint, resample: c_int, latency: c_uint) -> c_int;
    fn snd_pcm_writei(pcm: *mut c_void, samples: *const i16, frames: c_ulong) -> c_long;
}
const PLAYBACK: c_int = 0;
const S16_LE: c_int = 2;
const INTERLEAVED: c_int = 3;

/// The frames that a device of this configuration takes of as many.
unsafe fn played(config: &CStr, frames: usize) -> c_long {
    let (mut top, mut input, mut pcm) = (ptr::null_mut(), ptr::null_mut(), ptr::null_mut());
    assert_eq!(snd_config_top(&mut top), 0);
    assert_eq!(snd_input_buffer_open(&mut input, config.as_ptr(), -1), 0);
    assert_eq!(snd_config_load(top, input), 0);
    assert_eq!(snd_pcm_open_lconf(&mut pcm, c"made".as_ptr(), PLAYBACK, 0, top), 0);
    assert_eq!(snd_pcm_set_params(pcm, S16_LE, INTERLEAVED, 1, 44100, 1, 500_000), 0);
    snd_pcm_writei(pcm, vec![0; frames].as_ptr(), frames as c_ulong)
}

fn main() {
    let version = unsafe { CStr::from_ptr(snd_asoundlib_version()) }.to_str().unwrap();
    let mut reader = MidiEvent::new(16).unwrap();
    let (_, event) = reader.encode(&[0x93, 60, 100]).unwrap();
    let event = event.unwrap();
    assert_eq!(event.get_type(), EventType::Noteon);
    let note: EvNote = event.get_data().unwrap();
    let frames = unsafe { played(c"pcm.made { type plug slave.pcm { type null } }", 1000) };
    println!(
        "{{\"version\": \"{version}\", \"channel\": {}, \"note\": {}, \"velocity\": {}, \"frames\": {frames}}}",
        note.channel, note.note, note.velocity
    );
}
