using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;

namespace SecretsDashboard.Tests.Support;

/// <summary>A real proxy with TLS before a server, configured with the block that docs/operations.md prints. It listens on this machine alone.</summary>
internal sealed partial class ReverseProxy : IAsyncDisposable
{
    public const string Nginx = "nginx";
    public const string Caddy = "caddy";

    /// <summary>The name people use: browsers look no name below localhost up.</summary>
    public const string Host = "secrets.localhost";

    private static readonly ECDsa Key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private readonly Process process;
    private readonly string folder;

    private ReverseProxy(Process process, string folder) => (this.process, this.folder) = (process, folder);

    /// <summary>By this a browser knows the key of every proxy of the run, and takes its certificate as it takes any that is good.</summary>
    public static string KeyHash => Convert.ToBase64String(SHA256.HashData(Key.ExportSubjectPublicKeyInfo()));

    public static Task<string?> FindAsync(string proxy) => DebianPackage.FindAsync(proxy == Nginx ? "nginx-light" : proxy, proxy);

    /// <summary>The wanted port, or a free one where that is taken or not for this user.</summary>
    public static int Port(int wanted)
    {
        foreach (var port in new[] { wanted, 0 })
        {
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException)
            {
                // the next one
            }
        }
        throw new InvalidOperationException("no port is free");
    }

    /// <summary>Starts it and waits until it listens.</summary>
    /// <param name="proxy">Which one.</param>
    /// <param name="port">Where it listens.</param>
    /// <param name="server">The port of the server behind it.</param>
    /// <param name="change">What is changed in the printed block; null: nothing.</param>
    public static async Task<ReverseProxy> StartAsync(string proxy, int port, int server, Func<string, string>? change = null)
    {
        var folder = Directory.CreateTempSubdirectory("sd-proxy-").FullName;
        WriteCertificate(folder);
        var printed = await PrintedAsync(proxy);
        Assert.Contains("127.0.0.1:5080", printed, StringComparison.Ordinal);
        var block = printed.Replace("127.0.0.1:5080", $"127.0.0.1:{server}", StringComparison.Ordinal);
        block = change?.Invoke(block) ?? block;
        var file = Path.Combine(folder, "configuration");
        await File.WriteAllTextAsync(file, proxy == Nginx ? ForNginx(folder, port, block) : ForCaddy(folder, port, block));
        var start = new ProcessStartInfo((await FindAsync(proxy))!, proxy == Nginx ? ["-p", folder, "-c", file] : ["run", "--config", file, "--adapter", "caddyfile"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["HOME"] = folder, ["XDG_DATA_HOME"] = folder, ["XDG_CONFIG_HOME"] = folder },
        };
        var process = Process.Start(start)!;
        var (errors, _) = (process.StandardError.ReadToEndAsync(), process.StandardOutput.ReadToEndAsync());
        for (var tries = 0; tries < 300 && !process.HasExited; tries++)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port);
                return new ReverseProxy(process, folder);
            }
            catch (SocketException)
            {
                await Task.Delay(100);
            }
        }
        Assert.Fail($"{proxy} does not listen at {port}: {(process.HasExited ? await errors : "")}");
        throw new InvalidOperationException();
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<string> PrintedAsync(string proxy)
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Architecture.SourceFile.Root(), "docs", "operations.md"));
        return Assert.Single(Block().Matches(page), match => match.Groups["language"].Value == proxy).Groups["text"].Value;
    }

    private static string ForNginx(string folder, int port, string block) => $$"""
        daemon off;
        master_process off;
        pid {{folder}}/pid;
        error_log {{folder}}/error.log;
        events {}
        http {
          access_log off;
          client_body_temp_path {{folder}}/body;
          proxy_temp_path {{folder}}/proxy;
          fastcgi_temp_path {{folder}}/fastcgi;
          uwsgi_temp_path {{folder}}/uwsgi;
          scgi_temp_path {{folder}}/scgi;
          server {
            listen 127.0.0.1:{{port}} ssl;
            server_name {{Host}};
            ssl_certificate {{folder}}/certificate.pem;
            ssl_certificate_key {{folder}}/key.pem;
            {{block}}
          }
        }
        """;

    // the site's name stands before its block; the certificate is what the proxy would get for itself
    private static string ForCaddy(string folder, int port, string block) =>
        "{\n  admin off\n  auto_https disable_redirects\n}\n"
        + block.Replace("secrets.example.com {", $"https://{Host}:{port} {{\n  bind 127.0.0.1\n  tls {folder}/certificate.pem {folder}/key.pem", StringComparison.Ordinal);

    private static void WriteCertificate(string folder)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(Host);
        var request = new CertificateRequest($"CN={Host}", Key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(Path.Combine(folder, "certificate.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "key.pem"), Key.ExportPkcs8PrivateKeyPem());
    }

    [GeneratedRegex("```(?<language>nginx|caddy)\n(?<text>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
