//! Line icons. Always beside a word or inside something that has a name, so hidden from screen readers.

use leptos::prelude::*;

/// One icon, as large as the text around it.
#[component]
pub(crate) fn Icon(
    /// Which one; an unknown name draws nothing.
    name: &'static str,
) -> impl IntoView {
    let path = match name {
        "home" => "M3 11l9-8 9 8v10h-6v-6H9v6H3z",
        "exam" => "M6 3h12v18H6zM9 8h6M9 12h6M9 16h4",
        "review" => "M5 4h11l3 3v13H5zM9 10l6 6M15 10l-6 6",
        "progress" => "M4 20V10M10 20V4M16 20v-8M21 20H3",
        "settings" => "M4 7h10M18 7h2M4 17h2M10 17h10M16 5v4M8 15v4",
        "search" => "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM16 16l5 5",
        "person" => "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4 21c0-5 4-7 8-7s8 2 8 7",
        "right" => "M4 13l5 5L20 6",
        "wrong" => "M6 6l12 12M18 6L6 18",
        "star" => "M12 3l2.8 5.9 6.2.8-4.6 4.4 1.2 6.4L12 17.4l-5.6 3.1 1.2-6.4L3 9.7l6.2-.8z",
        "flag" => "M6 21V4h12l-3 4 3 4H6",
        "grid" => "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h6v6h-6z",
        "next" => "M9 5l7 7-7 7",
        "back" => "M15 5l-7 7 7 7",
        "warning" => "M12 3l10 18H2zM12 10v5M12 18v.5",
        _ => "",
    };
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d=path />
        </svg>
    }
}
