//! The page: everything a cadre or organiser sees. Rules live in `xuefa-core`, records in `xuefa-store`.

pub mod app;
mod components;
pub mod desk;
mod pages;
mod platform;
mod route;
mod state;
mod storage;
mod text;
