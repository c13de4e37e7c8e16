//! Everything a person types daily: `cargo xtask <verb>`.
fn main() {
    println!("verbs: (none yet)");
}
