//! Exams, wrong book, progress, statistics and settings: pages that are not needed for the first
//! question, in a program of their own. It shares the records with the shell and hears of changes
//! like another tab would.

use crate::app::follow_route;
use crate::components::notices::Notices;
use crate::pages;
use crate::platform;
use crate::route::Route;
use crate::state::{expect_study, provide_library, provide_study};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Draws the desk's pages in the place that the shell leaves for them.
pub fn mount() {
    platform::show_crashes();
    let Some(place) = document().get_element_by_id("desk") else { return };
    leptos::mount::mount_to(place.unchecked_into(), Desk).forget();
    platform::set_root_attribute("data-desk", "ready");
    platform::focus_by_id("page-title");
}

#[component]
fn Desk() -> impl IntoView {
    provide_study();
    provide_library();
    let route = follow_route(Route::is_desk);
    let study = expect_study();
    let person = Memo::new(move |_| study.current.with(|current| current.as_ref().map(|profile| profile.id.clone())));
    view! {
        <Notices
            shown=Signal::derive(move || route.with(Route::is_desk))
            reminds=Signal::derive(move || route.with(|route| *route == Route::Progress))
        />
        {move || {
            let route = route.get();
            (person.get().is_some() || route.is_open_to_all()).then(|| page(route))
        }}
    }
}

fn page(route: Route) -> AnyView {
    match route {
        Route::Topics => view! { <pages::topics::TopicsPage /> }.into_any(),
        Route::Search => view! { <pages::search::SearchPage /> }.into_any(),
        Route::Exams => view! { <pages::exams::ExamsPage /> }.into_any(),
        Route::ExamSetup(blueprint) => view! { <pages::exam_setup::ExamSetupPage blueprint /> }.into_any(),
        Route::ExamRun(exam) => view! { <pages::exam_run::ExamRunPage exam /> }.into_any(),
        Route::ExamResult(exam) => view! { <pages::exam_result::ExamResultPage exam /> }.into_any(),
        Route::Certificate(exam) => view! { <pages::certificate::CertificatePage exam /> }.into_any(),
        Route::Review => view! { <pages::review::ReviewPage /> }.into_any(),
        Route::Progress => view! { <pages::progress::ProgressPage /> }.into_any(),
        Route::Organiser => view! { <pages::organiser::OrganiserPage /> }.into_any(),
        Route::Settings => view! { <pages::settings::SettingsPage /> }.into_any(),
        Route::Profiles => view! { <pages::profiles::ProfilesPage /> }.into_any(),
        Route::About => view! { <pages::about::AboutPage /> }.into_any(),
        _ => ().into_any(),
    }
}
