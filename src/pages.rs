//! One file for each page.

pub(crate) mod about;
pub(crate) mod bank;
pub(crate) mod certificate;
pub(crate) mod exam_result;
pub(crate) mod exam_run;
pub(crate) mod exam_setup;
pub(crate) mod exams;
pub(crate) mod home;
pub(crate) mod not_found;
pub(crate) mod organiser;
pub(crate) mod practice;
pub(crate) mod profiles;
pub(crate) mod progress;
pub(crate) mod review;
pub(crate) mod search;
pub(crate) mod settings;
pub(crate) mod topics;
pub(crate) mod welcome;
