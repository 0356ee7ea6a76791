//! What a cadre needs first: mounts the shell, home, banks and practice.

fn main() {
    xuefa::app::mount();
}
