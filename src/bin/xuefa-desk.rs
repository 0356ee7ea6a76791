//! Everything else (exams, wrong book, statistics, settings), loaded when it is first opened.

fn main() {
    xuefa::desk::mount();
}
