//! What the linker is told of this library.

#[path = "link.rs"]
mod link;

fn main() {
    link::link("mynareader");
}
