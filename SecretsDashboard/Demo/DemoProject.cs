using SecretsDashboard.Data;

namespace SecretsDashboard.Demo;

/// <summary>A project of the story: who is in it, its environments, its secrets.</summary>
/// <param name="Slug">Its slug.</param>
/// <param name="Name">Its name.</param>
/// <param name="Added">Names of the environments beside the usual three, which it begins with.</param>
/// <param name="Members">First names with roles; the first is the admin who makes it.</param>
/// <param name="Secrets">Its secrets.</param>
internal sealed record DemoProject(string Slug, string Name, IReadOnlyList<string> Added, IReadOnlyList<(string Person, ProjectRole Role)> Members, IReadOnlyList<DemoSecret> Secrets)
{
    public const string Production = "production";

    public static IReadOnlyList<DemoProject> All { get; } =
    [
        new("web-shop", "Web Shop", ["Preview", "Load test"],
            [("Grace", ProjectRole.Manager), ("Ada", ProjectRole.Manager), ("Mei", ProjectRole.Manager), ("Omar", ProjectRole.Editor), ("Priya", ProjectRole.Editor), ("Luis", ProjectRole.Manager), ("Chloe", ProjectRole.Viewer), ("Hana", ProjectRole.Editor)],
            DemoSecret.ReadAll("""
                DATABASE_URL | postgres://shop:*24@db.{env}.example.com:5432/shop | - | Orders, customers and stock
                REDIS_URL | redis://:*20@cache.{env}.example.com:6379/0 | - | Sessions and rate limits
                SESSION_SIGNING_KEY | *48 | - | Signs the session cookie. Everybody signs in again after a change.
                STRIPE_SECRET_KEY | sk_demo_*32 | preview,load-test | Charges cards
                STRIPE_WEBHOOK_SECRET | whsec_demo_*32 | preview,load-test | Checks that a webhook is from the payment provider
                STRIPE_PUBLISHABLE_KEY | pk_demo_*24 | preview,load-test |
                AWS_ACCESS_KEY_ID | DEMO*16 | load-test | Uploads of product pictures
                AWS_SECRET_ACCESS_KEY | *40 | load-test | Uploads of product pictures
                AWS_BUCKET | shop-pictures-{env} | load-test |
                SENTRY_DSN | https://*32@errors.example.com/12 | - | Where errors are reported
                SENTRY_AUTH_TOKEN | sntrys_demo_*40 | preview,load-test,development | Uploads source maps at release
                SMTP_HOST | smtp.{env}.example.com | load-test |
                SMTP_PASSWORD | *28 | load-test,preview | Receipts and password mails
                ALGOLIA_APP_ID | DEMO*08 | load-test | Product search
                ALGOLIA_ADMIN_KEY | *32 | load-test | Writes the search index
                OPENAI_API_KEY | sk-demo-*40 | load-test,production | Product descriptions
                GOOGLE_MAPS_API_KEY | AIzaDemo*30 | load-test | Delivery addresses
                RECAPTCHA_SECRET | 6Ldemo*32 | load-test,preview |
                JWT_PRIVATE_KEY | -----BEGIN DEMO KEY-----\n*64\n*64\n-----END DEMO KEY-----\n | - | Signs tokens of the app
                FEATURE_FLAGS_KEY | sdk-{env}-*24 | - |
                SHIPPING_API_TOKEN | *36 | preview,load-test | Labels and tracking
                TAX_SERVICE_KEY | *30 | preview,load-test,development |
                CDN_PURGE_TOKEN | *40 | preview,load-test,development,staging | Empties the edge cache after a release
                ADMIN_BASIC_AUTH | admin:*20 | production | Keeps search engines out
                ERP_PASSWORD | *24 | preview,load-test | Nightly export of orders
                SLACK_WEBHOOK_URL | https://hooks.example.com/services/*09/*24 | preview,load-test | Tells the team about failed payments
                """)),
        new("payments", "Payments", [],
            [("Ada", ProjectRole.Manager), ("Mei", ProjectRole.Manager), ("Ingrid", ProjectRole.Manager), ("Tomas", ProjectRole.Editor), ("Kwame", ProjectRole.Editor), ("Luis", ProjectRole.Editor)],
            DemoSecret.ReadAll("""
                DATABASE_URL | postgres://ledger:*24@db.{env}.example.com:5432/ledger | - | The ledger. Read and write.
                DATABASE_REPLICA_URL | postgres://reader:*24@replica.{env}.example.com:5432/ledger | development | Reports only
                KAFKA_BROKERS | kafka-1.{env}.example.com:9093,kafka-2.{env}.example.com:9093 | - |
                KAFKA_PASSWORD | *32 | - | Events of the ledger
                ADYEN_API_KEY | AQEdemo*48 | - | Cards in Europe
                ADYEN_HMAC_KEY | *64 | - | Checks notifications
                ADYEN_MERCHANT_ACCOUNT | Demo{env} | - |
                PAYPAL_CLIENT_ID | demo*40 | - | Wallets
                PAYPAL_CLIENT_SECRET | *48 | - | Wallets
                BANK_SFTP_PASSWORD | *24 | development,staging | Statements, each morning at six
                BANK_SFTP_KEY | -----BEGIN DEMO KEY-----\n*64\n-----END DEMO KEY-----\n | development,staging | Statements, each morning at six
                FRAUD_SCORE_TOKEN | *36 | - | Asked for each payment above 200 EUR
                ENCRYPTION_KEY_ID | key-{env}-*06 | - |
                VAULT_TRANSIT_TOKEN | hvs.demo*24 | development | Tokens of card numbers
                INTERNAL_API_TOKEN | *40 | - | The shop calls us with it
                PAGERDUTY_KEY | *32 | development | Wakes who is on call
                DATADOG_API_KEY | *32 | - | Metrics
                SENTRY_DSN | https://*32@errors.example.com/31 | - | Where errors are reported
                EXCHANGE_RATES_KEY | *24 | - | Each hour
                INVOICE_SIGNING_CERTIFICATE | -----BEGIN DEMO CERTIFICATE-----\n*64\n-----END DEMO CERTIFICATE-----\n | development | Signs invoices
                """)),
        new("data-platform", "Data Platform", [],
            [("Grace", ProjectRole.Manager), ("Ada", ProjectRole.Manager), ("Priya", ProjectRole.Manager), ("Dmitri", ProjectRole.Editor), ("Sofia", ProjectRole.Editor)],
            DemoSecret.ReadAll("""
                WAREHOUSE_URL | snowflake://loader:*24@demo.example.com/{env} | - | Everything ends up here
                WAREHOUSE_PASSWORD | *28 | - |
                AIRFLOW_FERNET_KEY | *44 | - | Seals the connections of the scheduler
                AIRFLOW_ADMIN_PASSWORD | *20 | development |
                DBT_CLOUD_TOKEN | dbtc_demo_*32 | development | Starts the models
                GOOGLE_SERVICE_ACCOUNT | {\"type\":\"demo\",\"key\":\"*40\"} | - | Reads the ad reports
                SHOP_REPLICA_URL | postgres://analyst:*24@replica.{env}.example.com:5432/shop | development | Read only
                LEDGER_REPLICA_URL | postgres://analyst:*24@replica.{env}.example.com:5432/ledger | development | Read only
                S3_ACCESS_KEY_ID | DEMO*16 | - | The lake
                S3_SECRET_ACCESS_KEY | *40 | - | The lake
                LOOKER_CLIENT_SECRET | *32 | development,staging | Dashboards
                HUBSPOT_TOKEN | pat-demo-*30 | staging | Leads
                MLFLOW_PASSWORD | *24 | production | Experiments
                NOTEBOOK_TOKEN | *32 | production,development | Rehearsals of the notebook server
                """)),
    ];

    /// <summary>Shared by the whole organization.</summary>
    public static IReadOnlyList<DemoSecret> Shared { get; } = DemoSecret.ReadAll("""
        NPM_TOKEN | npm_demo*32 | - | Private packages
        SENTRY_ORG_TOKEN | sntrys_demo_*40 | - |
        STATUS_PAGE_KEY | *32 | development | Tells customers what is going on
        OTEL_EXPORTER_HEADERS | x-api-key=*32 | - | Traces of all services
        """);

    /// <summary>What its manager marked as not needed: key and environment.</summary>
    public static IReadOnlyList<(string Project, string Key, string Environment)> NotNeeded { get; } =
    [
        ("web-shop", "ADMIN_BASIC_AUTH", Production),
        .. ((string[])["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_BUCKET", "SMTP_HOST", "GOOGLE_MAPS_API_KEY", "ALGOLIA_APP_ID", "ALGOLIA_ADMIN_KEY", "STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET", "STRIPE_PUBLISHABLE_KEY"]).Select(key => ("web-shop", key, "load-test")),
        ("data-platform", "HUBSPOT_TOKEN", "staging"),
    ];

    internal string Manager => Members[0].Person;

    /// <summary>Slugs of its environments, in their order.</summary>
    public IReadOnlyList<string> Environments => ["development", "staging", Production, .. Added.Select(name => name.ToLowerInvariant().Replace(' ', '-'))];
}
