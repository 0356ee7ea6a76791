//! The domain of xuefa: banks, grading, papers, review, progress and participation.
//!
//! Pure Rust: no browser, no files, no clock and no source of randomness. Whatever a function needs
//! to know about the outside (the time, a seed, the text of a file) it is given as an argument, so
//! everything here is tested natively. No words for users either: errors are typed, and the app
//! turns them into Chinese sentences.

#[cfg(feature = "authoring")]
pub mod authoring;
pub mod bank;
pub mod choices;
pub mod event;
pub mod exam;
pub mod grading;
pub mod index;
pub mod mode;
pub mod order;
pub mod paper;
pub mod participation;
pub mod practice;
pub mod profile;
pub mod progress;
#[cfg(feature = "authoring")]
pub mod quality;
pub mod random;
pub mod review;
pub mod search;
#[cfg(feature = "authoring")]
pub mod statute;
pub mod table;
pub mod time;
#[cfg(feature = "authoring")]
pub mod verify;
