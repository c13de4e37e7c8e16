//! What is worth nothing any more goes; what counts stays.

use vermilion_model::fact::traffic::{
    MailRow, Purpose, RefusalRow, SessionOpened, Traffic, VerificationSent,
};
use vermilion_model::{Id, Span, Time};
use vermilion_store::{Store, Value};

use crate::both_engines;
use crate::ground::{Ground, NOW};

both_engines!(old_rows_are_swept_and_young_ones_stay);

async fn made_at(store: &Store, at: Time, seed: u8) {
    let mail = |n: u8| MailRow { mail: Id::new(at, [n; 10]), at, address: None, sealed: vec![seed] };
    let session = SessionOpened {
        session: Id::new(at, [seed; 10]),
        member: Id::new(at, [9; 10]),
        digest: vec![seed],
        at,
        until: at.plus(Span::days(7)),
    };
    let sent = VerificationSent {
        purpose: Purpose::Registration,
        verification: Id::new(at, [seed; 10]),
        address: vec![seed],
        code: vec![seed],
        at,
        expires_at: at.plus(Span::mins(10)),
        mail: mail(seed),
    };
    let rid = [u32::try_from(at.secs()).unwrap(), 0, u32::from(seed)];
    let refused = RefusalRow {
        rid,
        at,
        account: None,
        call: "GET:/x".into(),
        code: 40001,
        reason: "r".into(),
        client: Some("127.0.0.1".into()),
        query: "access_token".into(),
        cost: Span::millis(1),
        token: None,
    };
    let tried = Traffic::PasswordTried { address: vec![seed], seen: 0, tries: 1, at };
    for fact in [
        Traffic::SessionOpened(session),
        Traffic::VerificationSent(sent),
        Traffic::RefusalsKept(vec![refused]),
        tried,
    ] {
        store.writer.note(fact).await.unwrap();
    }
}

/// How many rows of each table of [`made_at`] there are.
async fn counts(store: &Store) -> [i64; 5] {
    use vermilion_store::Sql;
    static COUNTS: [Sql; 5] = [
        Sql::both("select count(*) from verification"),
        Sql::both("select count(*) from sign_in_failure"),
        Sql::both("select count(*) from console_session"),
        Sql::both("select count(*) from mail"),
        Sql::both("select count(*) from refusal"),
    ];
    let mut counts = [0; 5];
    for (count, sql) in counts.iter_mut().zip(&COUNTS) {
        let none: [Value; 0] = [];
        *count = store.engine.read_one(sql, &none).await.unwrap().unwrap().int(0).unwrap();
    }
    counts
}

async fn old_rows_are_swept_and_young_ones_stay(ground: &Ground) {
    let (store, _) = ground.store().await;
    made_at(&store, NOW, 1).await;
    made_at(&store, NOW.plus(Span::days(8)), 2).await;
    store.writer.sweep_old(NOW.plus(Span::days(2))).await.unwrap();
    assert_eq!(counts(&store).await, [2, 2, 2, 2, 2]);
    store.writer.sweep_old(NOW.plus(Span::days(3))).await.unwrap();
    assert_eq!(counts(&store).await, [1, 1, 2, 2, 2]);
    store.writer.sweep_old(NOW.plus(Span::days(9))).await.unwrap();
    assert_eq!(counts(&store).await, [1, 1, 1, 1, 1]);
    store.close().await;
}
