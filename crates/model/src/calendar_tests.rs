use super::*;

const ZONE: Span = Span::hours(8);

/// A moment in the platform's zone.
fn local((year, month, day): (i64, i64, i64), hour: i64, minute: i64) -> Time {
    Time::from_secs(day_of(year, month, day) * DAY_SECS)
        .plus(Span::hours(hour))
        .plus(Span::mins(minute))
        .minus(ZONE)
}

fn due(from: Time, days: u32) -> Due {
    Calendar::embedded().unwrap().due(from, ZONE, days)
}

#[test]
fn days_are_counted_as_the_world_does() {
    assert_eq!(day_of(1970, 1, 1), 0);
    assert_eq!(day_of(2000, 2, 29), 11_016);
    assert_eq!(day_of(2000, 3, 1), 11_017);
    assert_eq!(day_of(2026, 1, 1), 20_454);
}

#[test]
fn the_day_of_submission_does_not_count_and_weekends_do_not_either() {
    // Monday 2026-11-23, in the morning and late at night.
    let thursday = Due { at: local((2026, 11, 26), 18, 0), assumed: false };
    assert_eq!(due(local((2026, 11, 23), 9, 0), 3), thursday);
    assert_eq!(due(local((2026, 11, 23), 23, 59), 3), thursday);
    // Friday and the Saturday after it.
    let wednesday = local((2026, 12, 2), 18, 0);
    assert_eq!(due(local((2026, 11, 27), 12, 0), 3).at, wednesday);
    assert_eq!(due(local((2026, 11, 28), 12, 0), 3).at, wednesday);
}

#[test]
fn the_day_is_the_zones_and_not_utcs() {
    // 2026-11-23 23:00 UTC is already Tuesday morning there.
    let from = Time::from_secs(day_of(2026, 11, 23) * DAY_SECS).plus(Span::hours(23));
    assert_eq!(due(from, 1).at, local((2026, 11, 25), 18, 0));
}

#[test]
fn holidays_are_off_and_make_up_days_are_worked() {
    // Wednesday before the week of the National Day: seven days off, then Thursday and Friday, and the
    // Saturday after it is worked.
    assert_eq!(due(local((2026, 9, 30), 10, 0), 3).at, local((2026, 10, 10), 18, 0));
    // Friday before Spring Festival: the Saturday is worked, nine days off, Tuesday the 24th.
    assert_eq!(due(local((2026, 2, 13), 10, 0), 2).at, local((2026, 2, 24), 18, 0));
}

#[test]
fn a_year_that_is_missing_is_plain_weeks_and_said() {
    let due = due(local((2027, 10, 1), 10, 0), 3);
    assert_eq!(due, Due { at: local((2027, 10, 6), 18, 0), assumed: true });
    // Across the end of the last year that is known.
    assert!(super::tests::due(local((2026, 12, 30), 10, 0), 3).assumed);
    assert!(!super::tests::due(local((2026, 12, 28), 10, 0), 3).assumed);
}

#[test]
fn no_working_day_is_the_end_of_today() {
    assert_eq!(due(local((2026, 11, 23), 9, 0), 0).at, local((2026, 11, 23), 18, 0));
}

#[test]
fn a_calendar_that_contradicts_itself_is_refused() {
    let year = |holidays: &str, make_up: &str| {
        Calendar::parse(&format!(
            "[[year]]\nyear = 2026\nsource = \"s\"\nholidays = [{holidays}]\nmake_up = [{make_up}]\n"
        ))
    };
    assert!(year("\"2026-05-01..2026-05-05\"", "\"2026-05-09\"").is_ok());
    assert!(year("\"2026-05-09\"", "\"2026-05-09\"").is_err());
    assert!(year("\"2025-12-31\"", "").is_err());
    assert!(year("\"2026-05-05..2026-05-01\"", "").is_err());
    assert!(year("\"May\"", "").is_err());
}

#[test]
fn a_clock_that_stood_runs_on_with_the_days_that_were_left() {
    let calendar = Calendar::embedded().unwrap();
    // Submitted on a Monday, due on Thursday, asked on Tuesday: two working days are left.
    let (asked, thursday) = (local((2026, 11, 24), 10, 0), local((2026, 11, 26), 18, 0));
    assert_eq!(calendar.days_between(asked, thursday, ZONE), 2);
    // Answered on the Friday of the week after: due on Tuesday.
    let answered = local((2026, 12, 4), 9, 0);
    assert_eq!(calendar.resume((thursday, asked), answered, ZONE).at, local((2026, 12, 8), 18, 0));
    // Asked on the last day: there is the next one.
    let last = local((2026, 11, 26), 17, 0);
    assert_eq!(calendar.resume((thursday, last), answered, ZONE).at, local((2026, 12, 7), 18, 0));
    // Asked too late: late it stays.
    let late = local((2026, 11, 26), 19, 0);
    assert_eq!(calendar.resume((thursday, late), answered, ZONE).at, thursday);
}

#[test]
fn a_day_stands_in_its_year() {
    for year in [1970, 1999, 2000, 2024, 2026, 2100] {
        assert_eq!((year_of(day_of(year, 1, 1)), year_of(day_of(year, 12, 31))), (year, year));
        assert_eq!((year_of(day_of(year, 2, 28)), year_of(day_of(year, 3, 1))), (year, year));
    }
}

fn plain(year: i64, version: i64, since: i64) -> CalendarYear {
    let since = Some(Time::from_secs(since));
    CalendarYear { year, holidays: Vec::new(), make_up: Vec::new(), source: "s".into(), version, since }
}

#[test]
fn what_is_missing_is_said_from_october_on() {
    let mut calendar = Calendar::embedded().unwrap();
    assert_eq!(calendar.missing(local((2026, 9, 30), 23, 0), ZONE), Vec::<i64>::new());
    assert_eq!(calendar.missing(local((2026, 10, 1), 0, 0), ZONE), [2027]);
    assert_eq!(calendar.missing(local((2027, 1, 1), 0, 0), ZONE), [2027]);
    calendar.put(plain(2027, 1, 0)).unwrap();
    assert_eq!(calendar.missing(local((2027, 10, 1), 0, 0), ZONE), [2028]);
}

#[test]
fn a_due_time_counted_before_its_year_was_known_stays_assumed() {
    let mut calendar = Calendar::embedded().unwrap();
    let (from, to) = (local((2026, 12, 30), 10, 0), local((2027, 1, 5), 18, 0));
    calendar.put(plain(2027, 1, local((2026, 12, 31), 9, 0).secs())).unwrap();
    assert!(calendar.assumes(from, to, ZONE));
    assert!(!calendar.assumes(local((2026, 12, 31), 10, 0), to, ZONE));
    // A later edit does not change since when it is known.
    calendar.put(plain(2027, 2, local((2027, 3, 1), 9, 0).secs())).unwrap();
    assert!(!calendar.assumes(local((2026, 12, 31), 10, 0), to, ZONE));
}

#[test]
fn a_newer_edit_stays_and_faults_are_all_said() {
    let mut calendar = Calendar::embedded().unwrap();
    let newer = CalendarYear { holidays: vec!["2027-01-04".into()], ..plain(2027, 2, 0) };
    calendar.put(newer).unwrap();
    calendar.put(plain(2027, 1, 0)).unwrap();
    assert_eq!(calendar.due(local((2027, 1, 1), 9, 0), ZONE, 1).at, local((2027, 1, 5), 18, 0));
    let faulty = CalendarYear {
        holidays: vec!["2027-02-06".into(), "2026-01-01".into(), "x".into()],
        make_up: vec!["2027-02-06".into(), "2027-02-08".into(), "2027-02-07".into()],
        ..plain(2027, 3, 0)
    };
    assert_eq!(
        calendar.put(faulty).unwrap_err(),
        [
            WholeYear::NotADay { make_up: false, at: 1 },
            WholeYear::NotADay { make_up: false, at: 2 },
            WholeYear::NotMakeUp { at: 0 },
            WholeYear::NotMakeUp { at: 1 },
        ]
    );
}
