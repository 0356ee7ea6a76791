//! Home: go on where one stopped, the daily ten, what is due, and the banks.

use crate::components::icon::Icon;
use crate::components::meter::Meter;
use crate::route::Route;
use crate::state::{expect_library, expect_study};
use crate::text;
use leptos::prelude::*;
use xuefa_core::practice::{DAILY_COUNT, Mode, PracticeSet, Selection};
use xuefa_core::progress::Coverage;

/// Home.
#[component]
pub(crate) fn HomePage() -> impl IntoView {
    let study = expect_study();
    let library = expect_library();
    let n_due = Memo::new(move |_| study.progress.with(|progress| progress.n_due(study.today.get())));
    let n_wrong = Memo::new(move |_| study.progress.with(|progress| progress.wrong_book().len()));
    let streak = Memo::new(move |_| study.progress.with(|progress| progress.streak_days(study.today.get())));
    let today_count =
        Memo::new(move |_| study.progress.with(|progress| progress.days.get(&study.today.get()).map_or(0, |day| day.n_answered)));
    let days_to_exam = Memo::new(move |_| {
        study.progress.with(|progress| progress.settings.exam_day).map(|day| day.0 - study.today.get().0).filter(|days| *days >= 0)
    });
    view! {
        <section data-testid="home">
            <h1 id="page-title" tabindex="-1">{move || study.current.get().map(|profile| format!("{}，今天学一点", profile.name))}</h1>
            <p class="facts">
                {move || match today_count.get() { 0 => "今天还没有做题".to_owned(), n => format!("今天已做{n}题") }}
                {move || (streak.get() > 1).then(|| format!("，连续学习{}天", streak.get()))}
                {move || days_to_exam.get().map(|days| if days == 0 { "，今天考试".to_owned() } else { format!("，距考试还有{days}天") })}
            </p>
            <OpenExams />
            <Continue />
            <ul class="tiles">
                <li>
                    <a class="tile strong" href=move || Route::daily(study.today.get()).href() data-testid="mode-daily">
                        <span class="tile-title">"每日一练"</span>
                        <span class="tile-note">{daily_note}</span>
                    </a>
                </li>
                <li>
                    <a class="tile" href=Route::practice(&[], Mode::Review).href() data-testid="home-review">
                        <span class="tile-title">"到期复习"</span>
                        <span class="tile-note">{move || match n_due.get() { 0 => "今天没有到期的题".to_owned(), n => format!("{n}题到期") }}</span>
                    </a>
                </li>
                <li>
                    <a class="tile" href=Route::Review.href()>
                        <span class="tile-title">"错题本"</span>
                        <span class="tile-note">{move || match n_wrong.get() { 0 => "还没有错题".to_owned(), n => format!("{n}题待掌握") }}</span>
                    </a>
                </li>
                <li>
                    <a class="tile" href=Route::Exams.href()>
                        <span class="tile-title">"模拟考试"</span>
                        <span class="tile-note">"按真实考试组卷计时"</span>
                    </a>
                </li>
                <li>
                    <a class="tile" href=Route::Topics.href()>
                        <span class="tile-title">"专题与混合练习"</span>
                        <span class="tile-note">"征地、婚姻、邻里、信访等"</span>
                    </a>
                </li>
                <li>
                    <a class="tile" href=Route::Progress.href()>
                        <span class="tile-title">"学习进度"</span>
                        <span class="tile-note">"日历、正确率、考试成绩"</span>
                    </a>
                </li>
            </ul>
            <h2>"题库"</h2>
            <ul class="bank-list">
                {library
                    .index()
                    .banks
                    .iter()
                    .map(|bank| {
                        let coverage = Memo::new(move |_| study.progress.with(|progress| Coverage::of(progress, bank.all_ids(), study.today.get())));
                        view! {
                            <li>
                                <a class="bank-card" data-testid="bank-card" data-bank=bank.id.0.clone() href=Route::Bank(bank.id.clone()).href()>
                                    <span class="bank-title">{bank.title.clone()}</span>
                                    <Meter label=format!("{}已做", bank.title) done=Signal::derive(move || coverage.get().n_seen) all=bank.n_questions() />
                                    <span class="muted">{move || format!("正确率 {}", text::percent(coverage.get().accuracy_percent()))}</span>
                                    <Icon name="next" />
                                </a>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
            <LastResults />
            <p class="muted foot">
                <a href=Route::About.href()>"题库说明"</a>"　"<a href=Route::Organiser.href()>"参与统计（组织者）"</a>"　"<a href=Route::Settings.href()>"备份与设置"</a>
            </p>
        </section>
    }
}

/// How the daily ten stand today.
fn daily_note() -> String {
    let study = expect_study();
    let today = study.today.get();
    let Some(profile) = study.current.get() else { return String::new() };
    let set = PracticeSet { banks: Vec::new(), selection: Selection::Daily(today) };
    let session = study.store().session(&profile.id, &set).ok().flatten();
    let n_done = session.map_or(0, |session| study.progress.with(|progress| progress.practised_since(session.since, Mode::Daily).len()));
    match n_done {
        0 => format!("{DAILY_COUNT}题，约5分钟"),
        n if n >= DAILY_COUNT => "今天已完成".to_owned(),
        n => format!("已做{n}/{DAILY_COUNT}题"),
    }
}

/// Exams that were begun and not handed in.
#[component]
fn OpenExams() -> impl IntoView {
    let study = expect_study();
    move || {
        let open: Vec<_> = study.progress.with(|progress| {
            progress.open_exams().into_iter().map(|(exam, record)| (exam.clone(), record.title.clone(), record.deadline)).collect()
        });
        open.into_iter()
            .map(|(exam, title, deadline)| {
                view! {
                    <a class="notice row-link" href=Route::ExamRun(exam).href()>
                        <span>{format!("考试未交卷：{title}，{}截止", text::moment(deadline))}</span>
                        <span class="button primary">"继续"</span>
                    </a>
                }
            })
            .collect_view()
    }
}

/// The practice one was last in.
#[component]
fn Continue() -> impl IntoView {
    let study = expect_study();
    let library = expect_library();
    let latest = study.current.get_untracked().and_then(|profile| {
        let places = study.store().places(&profile.id).ok()?;
        let today = study.today.get_untracked();
        let open = places.into_iter().filter_map(|(key, place)| PracticeSet::parse(&key).map(|set| (set, place)));
        // The daily ten of past days are over.
        open.filter(|(set, _)| !matches!(set.selection, Selection::Daily(day) if day != today)).max_by_key(|(_, place)| place.at)
    });
    latest.map(|(set, place)| {
        let title = set_title(library, &set);
        view! {
            <a class="continue" data-testid="continue" href=Route::Practice(set).href()>
                <span class="continue-label">"接着上次"</span>
                <span class="continue-title">{title}</span>
                <span class="muted">{format!("上次：{}", text::moment(place.at))}</span>
                <Icon name="next" />
            </a>
        }
    })
}

/// What a set is called: `民法典 · 顺序练习`.
pub(crate) fn set_title(library: crate::state::Library, set: &PracticeSet) -> String {
    let index = library.index();
    let banks = match set.banks.as_slice() {
        [] => "全部题库".to_owned(),
        banks => banks.iter().filter_map(|id| index.bank(id)).map(|bank| bank.title.as_str()).collect::<Vec<_>>().join("、"),
    };
    let what = match &set.selection {
        Selection::Chapter(chapter_idx) => set
            .banks
            .first()
            .and_then(|id| index.bank(id))
            .and_then(|bank| bank.chapters.get(*chapter_idx))
            .map(|chapter| chapter.title.clone()),
        Selection::Topic(topic) => index.topics.iter().find(|other| other.id == *topic).map(|topic| topic.title.clone()),
        Selection::Daily(day) => Some(text::date(*day)),
        Selection::Plain(_) => None,
    };
    let mode = text::mode(set.selection.mode());
    match (&set.selection, what) {
        (Selection::Daily(_), Some(what)) => format!("{mode} · {what}"),
        (_, Some(what)) => format!("{banks} · {what}"),
        (_, None) => format!("{banks} · {mode}"),
    }
}

/// The last exam results.
#[component]
fn LastResults() -> impl IntoView {
    let study = expect_study();
    move || {
        let results: Vec<_> = study.progress.with(|progress| progress.results().into_iter().take(3).cloned().collect());
        (!results.is_empty()).then(|| {
            view! {
                <h2>"最近的考试"</h2>
                <ul class="rows">
                    {results
                        .into_iter()
                        .map(|result| {
                            view! {
                                <li>
                                    <a class="row" href=Route::ExamResult(result.exam.clone()).href()>
                                        <span>{result.title.clone()}</span>
                                        <span class="figures">{format!("{}分 {}", result.score.display(), result.band)}</span>
                                        <span class="muted">{text::moment(result.submitted)}</span>
                                    </a>
                                </li>
                            }
                        })
                        .collect_view()}
                </ul>
            }
        })
    }
}
