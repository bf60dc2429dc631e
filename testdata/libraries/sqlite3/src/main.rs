//! Asks libsqlite3, through the crate rusqlite, and says what it answers, as JSON.
fn main() {
    let db = rusqlite::Connection::open_in_memory().unwrap();
    db.execute_batch("create table t(n integer, w text); insert into t values (1, 'one'), (2, 'two'), (40, 'forty');").unwrap();
    let (sum, words): (i64, String) =
        db.query_row("select sum(n), group_concat(w, '+') from t where n > 1", [], |r| Ok((r.get(0)?, r.get(1)?))).unwrap();
    let version = rusqlite::version();
    println!("{{\"version\": \"{version}\", \"sum\": {sum}, \"words\": \"{words}\"}}");
}
