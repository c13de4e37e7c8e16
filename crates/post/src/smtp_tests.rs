use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;

use super::*;

fn letter() -> MailBox {
    MailBox {
        channel: "email".to_owned(),
        to: "ann@example.cn".to_owned(),
        subject: "验证码".to_owned(),
        text: "Your code is 123456.".to_owned(),
        secret: None,
    }
}

/// A server that speaks just enough, and refuses recipients with `refusal` where one is given.
async fn server(refusal: Option<&'static str>) -> (u16, tokio::task::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let told = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let (read, mut write) = stream.into_split();
        let mut lines = BufReader::new(read).lines();
        let (mut told, mut in_data) = (String::new(), false);
        write.write_all(b"220 here\r\n").await.unwrap();
        while let Ok(Some(line)) = lines.next_line().await {
            told.push_str(&line);
            told.push('\n');
            let answer = match line.split(' ').next().unwrap() {
                _ if in_data && line != "." => continue,
                "." => {
                    in_data = false;
                    "250 taken"
                }
                "EHLO" => "250-here\r\n250 8BITMIME",
                "RCPT" => refusal.unwrap_or("250 fine"),
                "DATA" => {
                    in_data = true;
                    "354 go on"
                }
                "QUIT" => break,
                _ => "250 fine",
            };
            write.write_all(format!("{answer}\r\n").as_bytes()).await.unwrap();
            if in_data || !told.contains("\n.\n") {
                continue;
            }
            break;
        }
        told
    });
    (port, told)
}

fn smtp(port: u16) -> Smtp {
    let server = SmtpServer {
        host: "127.0.0.1".to_owned(),
        port,
        security: Security::None,
        credentials: None,
        from: "Vermilion <noreply@platform.example>".to_owned(),
    };
    Smtp::new(server).unwrap()
}

#[tokio::test]
async fn a_message_is_handed_over_whole() {
    let (port, told) = server(None).await;
    smtp(port).send(&letter()).await.unwrap();
    let told = told.await.unwrap();
    assert!(told.contains("MAIL FROM:<noreply@platform.example>"), "{told}");
    assert!(told.contains("RCPT TO:<ann@example.cn>"), "{told}");
    assert!(told.contains("Your code is 123456."), "{told}");
    // Han letters in a header are written in RFC 2047's way.
    assert!(told.contains("Subject: =?utf-8?b?6aqM6K+B56CB?="), "{told}");
}

#[tokio::test]
async fn a_refusal_for_now_is_tried_again_and_one_for_good_is_not() {
    let (port, _) = server(Some("451 later, ann@example.cn")).await;
    let sent = smtp(port).send(&letter()).await;
    assert_eq!(sent, Err(Undelivered::Later("the server answered 451".to_owned())));
    let (port, _) = server(Some("550 nobody here")).await;
    let sent = smtp(port).send(&letter()).await;
    assert_eq!(sent, Err(Undelivered::Never("the server answered 550".to_owned())));
}

#[tokio::test]
async fn a_server_that_is_away_is_asked_again() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let sent = smtp(port).send(&letter()).await;
    assert_eq!(sent, Err(Undelivered::Later("the server is not reached".to_owned())));
}

#[test]
fn whom_it_is_from_must_be_an_address() {
    let server = SmtpServer {
        host: "localhost".to_owned(),
        port: 25,
        security: Security::None,
        credentials: None,
        from: "nobody".to_owned(),
    };
    assert!(matches!(Smtp::new(server), Err(SmtpFault::From(_))));
}
