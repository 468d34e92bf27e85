//! What the linker is told of this library.

#[path = "../capi/link.rs"]
mod link;

fn main() {
    link::link("mynareader_sim");
}
