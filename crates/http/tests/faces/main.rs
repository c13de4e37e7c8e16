//! What holds for every operation of the faces at once.
#![cfg(test)]

mod description;
mod operations;
mod parsers;
mod repeating;
mod rights;
mod same_site;
mod unauthorized;
