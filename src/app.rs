//! The shell around every page, and the pages that a cadre needs first. The others are in `desk`,
//! a program of its own, loaded when one of them is first opened.

use crate::components::icon::Icon;
use crate::components::live;
use crate::components::notices::Notices;
use crate::pages;
use crate::platform;
use crate::route::Route;
use crate::state::{expect_study, provide_library, provide_study};
use leptos::prelude::*;

/// Puts the app in place of the loading text.
pub fn mount() {
    platform::show_crashes();
    platform::remove_by_id("loading");
    leptos::mount::mount_to_body(App);
    // The link past the header is the first thing on the page.
    platform::move_to_end("crashed");
}

/// Where one is; follows the address. When a page of one's own (`is_mine`) opens, it is shown from
/// the top and its heading takes the focus.
pub(crate) fn follow_route(is_mine: fn(&Route) -> bool) -> RwSignal<Route> {
    let route = RwSignal::new(Route::parse(&platform::read_hash()));
    let on_change = platform::on_hash_change(move || {
        let next = Route::parse(&platform::read_hash());
        if route.get_untracked() != next {
            let mine = is_mine(&next);
            route.set(next);
            if mine {
                platform::scroll_to_top();
                platform::focus_by_id("page-title");
            }
        }
    });
    on_cleanup(move || on_change.remove());
    route
}

/// The shell, with the page that the address names.
#[component]
pub(crate) fn App() -> impl IntoView {
    provide_study();
    provide_library();
    let route = follow_route(|route| !route.is_desk());
    let study = expect_study();
    Effect::new(move |_| platform::set_title(&format!("{}｜学法", page_title(&route.get()))));
    Effect::new(move |_| {
        let is_question = route.with(|route| matches!(route, Route::Practice(_) | Route::ExamRun(_)));
        platform::set_root_attribute("data-page", if is_question { "question" } else { "" });
    });
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
            <a class="header-link person" data-testid="profile-switch" href=Route::Profiles.href()>
                <Icon name="person" />
                <span class="visually-hidden">"切换人员，当前："</span>
                <span class="one-line">{live(move || study.current.get().map_or_else(|| "未登记".to_owned(), |profile| profile.name).into_any())}</span>
            </a>
        </header>
        <Notices
            shown=Signal::derive(move || !route.with(Route::is_desk))
            reminds=Signal::derive(move || route.with(|route| *route == Route::Home))
        />
        <main id="main">
            {live(move || {
                let route = route.get();
                if person.get().is_none() && !route.is_open_to_all() {
                    view! { <pages::welcome::WelcomePage /> }.into_any()
                } else {
                    page(route)
                }
            })}
            <div id="desk"></div>
        </main>
        <nav class="tabs no-print" aria-label="主导航">
            {live(move || {
                let here = route.with(tab_of);
                let tabs = [
                    (Route::Home, "home", "首页"),
                    (Route::Exams, "exam", "考试"),
                    (Route::Review, "review", "错题本"),
                    (Route::Progress, "progress", "进度"),
                    (Route::Settings, "settings", "设置"),
                ];
                let link = |(target, icon, label): (Route, &'static str, &'static str)| {
                    let current = if here == target { "page" } else { "false" };
                    view! { <a href=target.href() aria-current=current><Icon name=icon /><span>{label}</span></a> }
                };
                tabs.map(link).collect_view().into_any()
            })}
        </nav>
    }
}

fn page(route: Route) -> AnyView {
    match route {
        Route::Home => view! { <pages::home::HomePage /> }.into_any(),
        Route::Bank(id) => view! { <pages::bank::BankPage id /> }.into_any(),
        Route::Practice(set) => view! { <pages::practice::PracticePage set /> }.into_any(),
        Route::NotFound => view! { <pages::not_found::NotFoundPage /> }.into_any(),
        _ => view! { <LoadDesk /> }.into_any(),
    }
}

/// Stands where a page of the desk will be, until the desk is there.
#[component]
fn LoadDesk() -> impl IntoView {
    let failed = RwSignal::new(false);
    let load = move || {
        failed.set(false);
        platform::load_desk(move || failed.set(true));
    };
    load();
    view! {
        <div class="desk-loading">
            {live(move || {
                if failed.get() {
                    view! {
                        <p role="alert">"这一页没有打开。请检查网络后重试；已做的题都已保存。"</p>
                        <button type="button" on:click=move |_| load()>"重试"</button>
                    }
                    .into_any()
                } else {
                    view! { <p class="muted" role="status">"正在打开……"</p> }.into_any()
                }
            })}
        </div>
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
