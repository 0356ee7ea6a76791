//! Mounts the app on the page.

fn main() {
    xuefa::app::mount();
}
