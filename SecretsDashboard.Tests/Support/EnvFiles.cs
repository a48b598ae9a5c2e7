using System.Text;

namespace SecretsDashboard.Tests.Support;

/// <summary>Synthetic .env files in the shapes that public projects use: what is stored of each, what is left out, and which lines refuse the whole file.</summary>
internal static class EnvFiles
{
    private const string Pem = "-----BEGIN PRIVATE KEY-----\nMIISYNTHETIC+/AAAA==\n-----END PRIVATE KEY-----\n";

    public static IReadOnlyList<EnvFile> All { get; } =
    [
        new("template with empty values", "# Copy to .env\nAPI_URL=\nAPI_KEY=\n\nDEBUG=false\nSENTRY_DSN=\n")
        {
            Values = ["DEBUG=false"],
            LeftOut = ["2 empty", "3 empty", "6 empty"],
        },
        new("PHP framework", "APP_NAME=Shop\nAPP_ENV=local\nAPP_KEY=\nAPP_URL=http://localhost\n\nDB_HOST=127.0.0.1\nDB_PASSWORD=\n\nMAIL_FROM_ADDRESS=\"hello@example.com\"\nMAIL_FROM_NAME=\"${APP_NAME}\"\nREDIS_PASSWORD=null\n")
        {
            Values = ["APP_ENV=local", "APP_NAME=Shop", "APP_URL=http://localhost", "DB_HOST=127.0.0.1", "MAIL_FROM_ADDRESS=hello@example.com", "MAIL_FROM_NAME=${APP_NAME}", "REDIS_PASSWORD=null"],
            LeftOut = ["3 empty", "7 empty"],
        },
        new("Python web framework", "SECRET_KEY='django-insecure-#x$y(z)!`'\nDEBUG=True\nALLOWED_HOSTS=localhost,127.0.0.1\nEMAIL_URL=smtp://u:p@example.com:587/?tls=1\n")
        {
            Values = ["ALLOWED_HOSTS=localhost,127.0.0.1", "DEBUG=True", "EMAIL_URL=smtp://u:p@example.com:587/?tls=1", "SECRET_KEY=django-insecure-#x$y(z)!`"],
        },
        new("sourced by a shell", "# source this\nexport RAILS_ENV=production\nexport  DATABASE_URL=\"postgres://u:p@db/app\"\n\texport SECRET_KEY_BASE='0123abcd'\n")
        {
            Values = ["DATABASE_URL=postgres://u:p@db/app", "RAILS_ENV=production", "SECRET_KEY_BASE=0123abcd"],
        },
        new("container composition", "POSTGRES_USER=app\nPOSTGRES_PASSWORD=pa$$word!   # change me\nTAG=v1.2.3\nPORTS=8080:80\nCOMMAND=run --all -v\n")
        {
            Values = ["COMMAND=run --all -v", "PORTS=8080:80", "POSTGRES_PASSWORD=pa$$word!", "POSTGRES_USER=app", "TAG=v1.2.3"],
        },
        new("key in one line with escapes", "PRIVATE_KEY=\"-----BEGIN PRIVATE KEY-----\\nMIISYNTHETIC+/AAAA==\\n-----END PRIVATE KEY-----\\n\"\nCLIENT_EMAIL=bot@example.com\n")
        {
            Values = ["CLIENT_EMAIL=bot@example.com", $"PRIVATE_KEY={Pem}"],
        },
        new("key over lines in quotes", $"A=1\nPRIVATE_KEY=\"{Pem}\"\nOTHER_KEY='{Pem}' # the other\nB=2")
        {
            Values = ["A=1", "B=2", $"OTHER_KEY={Pem}", $"PRIVATE_KEY={Pem}"],
        },
        new("Windows line ends", "# settings\r\nAPI_KEY=abc \r\nEMPTY=\r\nQUOTED=\"d e\"\r\n\r\nDIR=C:\\tools\\bin\r\n")
        {
            Values = ["API_KEY=abc", "DIR=C:\\tools\\bin", "QUOTED=d e"],
            LeftOut = ["3 empty"],
        },
        new("byte order mark", "\uFEFFAPI_KEY=abc\r\nNAME=Žofie 🔑\r\n") { Values = ["API_KEY=abc", "NAME=Žofie 🔑"] },
        new("UTF-16 with its mark", "") { Bytes = [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("API_KEY=abc\r\n")], Refused = [1] },
        new("UTF-16 without a mark", "") { Bytes = Encoding.BigEndianUnicode.GetBytes("API_KEY=abc\n"), Refused = [1] },
        new("JSON", "FIREBASE={\"type\":\"service_account\",\"private_key\":\"-----BEGIN-----\\nMII=\\n\"}\nCONFIG='{\"a\": [1, 2], \"b\": \"it is\"}'\nFLAGS=[\"x\",\"y\"]\n")
        {
            Values = ["CONFIG={\"a\": [1, 2], \"b\": \"it is\"}", "FIREBASE={\"type\":\"service_account\",\"private_key\":\"-----BEGIN-----\\nMII=\\n\"}", "FLAGS=[\"x\",\"y\"]"],
        },
        new("addresses", "DATABASE_URL=postgres://user:p%40ss@db.example.com:5432/app?sslmode=disable&x=1#frag\nWEBHOOK=https://hooks.example.com/T0/B0/abc#top # not part of it\nAMQP=amqp://u:p@mq/%2f\n")
        {
            Values = ["AMQP=amqp://u:p@mq/%2f", "DATABASE_URL=postgres://user:p%40ss@db.example.com:5432/app?sslmode=disable&x=1#frag", "WEBHOOK=https://hooks.example.com/T0/B0/abc#top"],
        },
        new("export -p of bash", "declare -x API_KEY=\"a\\\"b\\$c\\`d\\\\e\"\ndeclare -x CERT=$'-----BEGIN-----\\nMII=\\n'\ndeclare -x NAME=$'it\\'s \\303\\251'\n")
        {
            Values = ["API_KEY=a\"b$c`d\\e", "CERT=-----BEGIN-----\nMII=\n", "NAME=it's é"],
        },
        new("quoted by a shell or a script", "ONE='it'\\''s'\nTWO='it'\"'\"'s $5'\nTHREE=$'tab\\there'\n# FOUR: readable by a shell only\nFOUR='a'\\''b `c`\n\"d\"'\n")
        {
            Values = ["FOUR=a'b `c`\n\"d\"", "ONE=it's", "THREE=tab\there", "TWO=it's $5"],
        },
        new("base64", "JWT_SECRET=dGhpcyBpcyBzeW50aGV0aWM=\nAES=4f/+0A==\nBCRYPT=$2b$10$abcdefghijklmnopqrstuv\n")
        {
            Values = ["AES=4f/+0A==", "BCRYPT=$2b$10$abcdefghijklmnopqrstuv", "JWT_SECRET=dGhpcyBpcyBzeW50aGV0aWM="],
        },
        new("aligned", "# ---------------- server ----------------\nHOST        = localhost\nPORT        = 3000\n#OLD_PORT   = 80\n\n  # indented\n  NAME\t= \"my app\"   \n")
        {
            Values = ["HOST=localhost", "NAME=my app", "PORT=3000"],
        },
        new("variables of runtimes", "API_KEY=abc\nNODE_OPTIONS=--max-old-space-size=4096\nPYTHONPATH=.\nPORT=80\nRUBYOPT=\n")
        {
            Values = ["API_KEY=abc", "PORT=80"],
            LeftOut = ["2 refused", "3 refused", "5 empty"],
        },
        new("names in mixed case", "VITE_API_URL=https://api.example.com\nREACT_APP_apiKey=abc\nnpm_token=abc\n")
        {
            Values = ["VITE_API_URL=https://api.example.com"],
            LeftOut = ["2 refused", "3 refused"],
        },
        new("half a script", "TOKEN=$(cat /run/token)\nHOST=`hostname`\nGREETING=hello\\ world\nUSER_NAME=${USER:-app}\n")
        {
            Values = ["USER_NAME=${USER:-app}"],
            LeftOut = ["1 refused", "2 refused", "3 refused"],
        },
        new("key over lines without quotes", $"API_KEY=abc\nPRIVATE_KEY={Pem}SIGNING=it\nnot a line\nAPI_KEY=twice\n") { Refused = [3, 4, 6, 7] },
        new("quotes that do not fit", "A='it\\'s'\nB=\"x\" y\nC=1\nD=\"open\n") { Refused = [1, 2, 4] },
    ];
}
