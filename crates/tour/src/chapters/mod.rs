//! The main job, chapter by chapter.

mod account;
mod appeal;
mod application;
mod asked_back;
mod change;
mod consent;
mod credentials;
mod delegation;
mod ending;
mod evidence;
mod form;
mod host_app;
mod limits;
mod login;
mod own_case;
mod phone;
mod register;
mod review;
mod rules;
mod staff;
mod two_persons;

use crate::tour::{Halt, Tour};

pub(crate) fn walk(tour: &mut Tour<'_>) -> Result<(), Halt> {
    let staff = staff::read(tour)?;
    let mut account = account::register(tour)?;
    let user = host_app::open(tour, &staff, &account)?;
    let place = phone::Place { app_id: account.app_id.clone(), user: user.id.clone(), phone: user.phone };
    let token = credentials::fetch(tour, &account)?;
    let waiting = phone::refused_before(tour, &place, &token)?;
    evidence::hand_in(tour, &account)?;
    let pending = application::apply(tour, &account)?;
    phone::refused_while_pending(tour, &token, &waiting)?;
    own_case::undecidable(tour, &staff, &pending)?;
    let reviewer = review::sign_in(tour, &staff)?;
    let mended = review::reject_then_mend(tour, &account, &pending, &reviewer)?;
    review::approve(tour, &account, &mended, &reviewer)?;
    phone::allowed(tour, &place, &token, &waiting)?;
    let session = login::sign_in(tour, &account, &place, &token)?;
    change::change(tour, &account, &place, &token, &mended)?;
    let handed = delegation::hand_over(tour, &account)?;
    delegation::suspend(tour, &account, &mended)?;
    consent::withdraw(tour, &place, &token)?;
    let token = credentials::reset(tour, &mut account, &session)?;
    limits::walk(tour, &account, &mended, &token)?;
    rules::hold(tour, &account)?;
    two_persons::decide(tour, &staff, &account, &reviewer)?;
    let rejected = asked_back::ask_then_reject(tour, &account)?;
    appeal::appeal(tour, &account, &rejected)?;
    ending::revoke(tour, &account, &place, &token, &mended)?;
    delegation::ends_with_the_givers(tour, &account, &handed)?;
    register::rename(tour, &mut account)?;
    ending::erase(tour, &place, &token, &session)?;
    ending::audit(tour, &staff)
}
