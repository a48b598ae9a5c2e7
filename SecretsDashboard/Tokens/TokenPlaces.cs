using SecretsDashboard.Clients;

namespace SecretsDashboard.Tokens;

/// <summary>
/// The lines that bring a new token to a program, for each kind of place. All of them end with a command that works as pasted and counts
/// the variables it was given: one's own takes its place afterwards.
/// </summary>
/// <param name="server">The server's address, without a slash at the end.</param>
/// <param name="label">What the token's project is called in addresses.</param>
/// <param name="key">A key the token receives, for the places that show how to ask for it alone; null: there is none yet.</param>
/// <param name="system">The system of the client that is handed out; null: none is.</param>
/// <param name="isSource">The server runs from its source.</param>
public sealed class TokenPlaces(string server, string label, string? key, string? system, bool isSource)
{
    /// <summary>Counts the variables, which are the secrets and what a shell has anyway.</summary>
    public const string Count = "sh -c 'echo \"$(env | wc -l) variables\"'";

    /// <summary>The client, as a shell starts it where step 1 left it.</summary>
    public string Client => isSource ? "dotnet run --project SecretsDashboard.Cli --" : "./secrets";

    /// <summary>What is to be typed where the server runs from its source: from the repository's root.</summary>
    public string FromSource => $"SECRETS_URL={server} SECRETS_TOKEN={{once}} dotnet run --project SecretsDashboard.Cli -- run -- {Count}";

    /// <summary>Downloads the client for a system into the current folder.</summary>
    public string Download(string which) => $"curl -fsSLo secrets {server}{ClientFiles.AddressOf(which)} && chmod +x secrets";

    public IReadOnlyList<TokenPlace> All =>
    [
        new("This machine", "In a shell, beside the client of step 1.", $"{Exports}\n{Client} run -- {Count}"),
        new("Server", "As root, with systemd 250 or later. The service gets the token as a credential, so nothing else on the machine can read it.", $$"""
            install -m 0755 secrets /usr/local/bin/secrets
            (umask 077; cat > /etc/{{label}}.token) <<'END'
            {once}
            END
            cat > /etc/systemd/system/{{label}}-secrets.service <<'END'
            [Service]
            Type=oneshot
            DynamicUser=yes
            Environment=SECRETS_URL={{server}}
            LoadCredential=token:/etc/{{label}}.token
            ExecStart=/usr/local/bin/secrets run --token-file %d/token -- sh -c 'echo "$$(env | wc -l) variables"'
            END
            systemctl daemon-reload
            systemctl start {{label}}-secrets; journalctl -u {{label}}-secrets -n 5 -o cat
            """),
        new("Docker", "In your own image: COPY secrets /usr/local/bin/, then ENTRYPOINT [\"secrets\", \"run\", \"--\"].",
            $"export SECRETS_TOKEN={{once}}\ndocker run --rm {Network}-e SECRETS_URL={server} -e SECRETS_TOKEN -v \"$PWD/secrets:/usr/local/bin/secrets:ro\" {Image} secrets run -- {Count}"),
        new("Compose", "The token comes from the shell that starts it, and stands in no file.", $$"""
            cat > compose.yaml <<'END'
            services:
              {{label}}:
                image: {{Image}}{{(IsLocal ? "\n    network_mode: host" : "")}}
                volumes: ["./secrets:/usr/local/bin/secrets:ro"]
                environment:
                  SECRETS_URL: {{server}}
                  SECRETS_TOKEN:
                entrypoint: ["secrets", "run", "--"]
                command: ["sh", "-c", "echo \"$$(env | wc -l) variables\""]
            END
            export SECRETS_TOKEN={once}
            docker compose run --rm {{label}}
            """),
        new("GitHub Actions", "Once: gh secret set SECRETS_TOKEN, then paste the token.", $$$"""
            jobs:
              {{{label}}}:
                runs-on: ubuntu-latest
                steps:
                  - run: {{{Fetched}}}
                  - env:
                      SECRETS_URL: {{{server}}}
                      SECRETS_TOKEN: ${{ secrets.SECRETS_TOKEN }}
                    run: ./secrets run -- {{{Count}}}
            """),
        new("GitLab CI", "Once: Settings, CI/CD, Variables: SECRETS_TOKEN, masked and hidden.", $$"""
            {{label}}:
              image: {{Image}}
              variables:
                SECRETS_URL: {{server}}
              script:
                - {{Fetched}}
                - ./secrets run -- {{Count}}
            """),
        new(".NET", $"In a program: Environment.GetEnvironmentVariable(\"{key ?? "API_KEY"}\"). It needs the .NET 10 SDK.", $$"""
            {{Exports}}
            echo 'Console.WriteLine($"{Environment.GetEnvironmentVariables().Count} variables");' > count.cs
            {{Client}} run -- dotnet run count.cs
            """),
        new("Agent", "An AI agent's tools see what they are given: name the keys it needs, and start it in place of sh.",
            $"{Exports}\n{Client} run {(key is null ? "" : $"--only {key} ")}-- {Count}"),
        new("Without the client", "Any program that speaks HTTP. The token goes through a pipe, so no list of processes shows it.",
            $"{Exports}\nprintf 'Authorization: Bearer %s\\n' \"$SECRETS_TOKEN\" | curl -fsS -H @- \"$SECRETS_URL/api/v1/secrets?format=dotenv\" | wc -l"),
    ];

    // has curl, certificates and OpenSSL
    private const string Image = "buildpack-deps:curl";

    private string Exports => $"export SECRETS_URL={server}\nexport SECRETS_TOKEN={{once}}";

    private string Fetched => system is null ? "chmod +x secrets" : Download(system);

    private bool IsLocal => new Uri(server).IsLoopback;

    // a container does not reach the server of this very machine by itself
    private string Network => IsLocal ? "--network host " : "";
}
