//! The shell around every page: header, navigation, warnings, and which page is shown.

use crate::components::icon::Icon;
use crate::components::notices::Notices;
use crate::pages;
use crate::platform;
use crate::route::Route;
use crate::state::{expect_study, provide_library, provide_study};
use leptos::prelude::*;

/// Puts the app in place of the loading text.
pub fn mount() {
    std::panic::set_hook(Box::new(|info| {
        leptos::logging::error!("{info}");
        // Even when the page breaks, what was answered is saved; say so and offer a way on.
        if let Some(notice) = document().get_element_by_id("crashed") {
            // Fails only for an invalid attribute name.
            let _ = notice.remove_attribute("hidden");
        }
    }));
    if let Some(loading) = document().get_element_by_id("loading") {
        loading.remove();
    }
    leptos::mount::mount_to_body(App);
}

/// The app.
#[component]
pub fn App() -> impl IntoView {
    provide_study();
    provide_library();
    let route = RwSignal::new(Route::parse(&platform::read_hash()));
    let on_change = platform::on_hash_change(move || {
        let next = Route::parse(&platform::read_hash());
        if route.get_untracked() != next {
            route.set(next);
            platform::scroll_to_top();
            platform::focus_by_id("page-title");
        }
    });
    on_cleanup(move || on_change.remove());
    let study = expect_study();
    Effect::new(move |_| platform::set_title(&format!("{}｜学法", page_title(&route.get()))));
    // A page belongs to one person: another person gets a page of their own.
    let person = Memo::new(move |_| study.current.with(|current| current.as_ref().map(|profile| profile.id.clone())));

    view! {
        <a class="skip-link" href="#page-title" on:click=|event| { event.prevent_default(); platform::focus_by_id("page-title"); }>"跳到正文"</a>
        <header class="shell-header no-print">
            <a class="brand" href=Route::Home.href()>
                <span class="brand-mark" aria-hidden="true">"学"</span>
                <span>"学法"</span>
            </a>
            <a class="header-link" href=Route::Search.href() aria-label="搜索题目"><Icon name="search" /><span class="wide-only">"搜索"</span></a>
            <a class="header-link" data-testid="profile-switch" href=Route::Profiles.href()>
                <Icon name="person" />
                <span class="visually-hidden">"切换人员，当前："</span>
                {move || study.current.get().map_or_else(|| "未登记".to_owned(), |profile| profile.name)}
            </a>
        </header>
        <Notices />
        <main id="main">
            {move || {
                let route = route.get();
                let somebody = person.get().is_some();
                if somebody || matches!(route, Route::Organiser | Route::About | Route::Settings | Route::Profiles) { page(route) } else { view! { <pages::welcome::WelcomePage /> }.into_any() }
            }}
        </main>
        <nav class="tabs no-print" aria-label="主导航">
            {[(Route::Home, "home", "首页"), (Route::Exams, "exam", "考试"), (Route::Review, "review", "错题本"), (Route::Progress, "progress", "进度"), (Route::Settings, "settings", "设置")]
                .map(|(target, icon, label)| {
                    let href = target.href();
                    let current = move || route.with(|route| tab_of(route) == target).then_some("page");
                    view! { <a href=href aria-current=current><Icon name=icon /><span>{label}</span></a> }
                })
                .collect_view()}
        </nav>
    }
}

fn page(route: Route) -> AnyView {
    match route {
        Route::Home => view! { <pages::home::HomePage /> }.into_any(),
        Route::Bank(id) => view! { <pages::bank::BankPage id /> }.into_any(),
        Route::Practice(set) => view! { <pages::practice::PracticePage set /> }.into_any(),
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
        Route::NotFound => view! { <pages::not_found::NotFoundPage /> }.into_any(),
    }
}

fn page_title(route: &Route) -> &'static str {
    match route {
        Route::Home => "首页",
        Route::Bank(_) => "题库",
        Route::Practice(_) => "练习",
        Route::Topics => "专题",
        Route::Search => "搜索题目",
        Route::Exams | Route::ExamSetup(_) => "模拟考试",
        Route::ExamRun(_) => "考试进行中",
        Route::ExamResult(_) => "考试成绩",
        Route::Certificate(_) => "合格证明",
        Route::Review => "错题本",
        Route::Progress => "学习进度",
        Route::Organiser => "参与统计",
        Route::Settings => "设置",
        Route::Profiles => "人员",
        Route::About => "题库说明",
        Route::NotFound => "没有这个页面",
    }
}

/// The tab under which a page is found.
fn tab_of(route: &Route) -> Route {
    match route {
        Route::Exams | Route::ExamSetup(_) | Route::ExamRun(_) | Route::ExamResult(_) | Route::Certificate(_) => Route::Exams,
        Route::Review => Route::Review,
        Route::Progress => Route::Progress,
        Route::Organiser | Route::Settings | Route::Profiles | Route::About => Route::Settings,
        _ => Route::Home,
    }
}
