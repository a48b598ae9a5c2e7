using System.Globalization;
using System.Net;
using SecretsDashboard.Access;
using SecretsDashboard.Attention;
using SecretsDashboard.Secrets;
using SecretsDashboard.Tokens;

namespace SecretsDashboard.Demo;

/// <summary>The programs of the story: their tokens are minted, and they ask for their secrets. Deliveries are recorded as real ones are; no value is opened.</summary>
internal sealed class DemoPrograms(IServiceProvider services, DemoCast cast)
{
    private readonly Dictionary<string, (Guid Id, string Text)> minted = new(StringComparer.Ordinal);

    public async Task MintAsync(DemoToken token, DemoPerson by, CancellationToken cancellationToken)
    {
        var form = new TokenForm
        {
            Name = token.Name,
            Environment = token.Environment,
            Read = true,
            List = token.Network.Length == 0,
            Days = token.Days.ToString(CultureInfo.InvariantCulture),
            Addresses = token.Network,
        };
        var outcome = await services.GetRequiredService<TokenStore>().MintAsync(await cast.AtAsync(by, cancellationToken, confirmed: true), token.Project, form, cancellationToken);
        minted[token.Name] = (outcome.Id!.Value, outcome.Token ?? throw new InvalidOperationException($"The token {token.Name} was not minted."));
    }

    public async Task RevokeAsync(DemoToken token, DemoPerson by, CancellationToken cancellationToken) =>
        await services.GetRequiredService<TokenStore>().RevokeAsync(await cast.AtAsync(by, cancellationToken), token.Project, minted[token.Name].Id, cancellationToken);

    /// <summary>Someone puts off what is said of a token.</summary>
    public async Task PutOffAsync(DemoToken token, AttentionKind kind, DemoPerson by, CancellationToken cancellationToken) =>
        await services.GetRequiredService<AttentionStore>().PutOffAsync(await cast.AtAsync(by, cancellationToken), token.Project, kind, [minted[token.Name].Id], 30, cancellationToken);

    /// <summary>A program asks for its secrets: it receives them, or is turned away.</summary>
    public async Task AskAsync(DemoToken token, IPAddress from, CancellationToken cancellationToken)
    {
        var (guard, resolver) = (services.GetRequiredService<TokenGuard>(), services.GetRequiredService<SecretResolver>());
        var (text, request) = (minted[token.Name].Text, DemoCast.NewRequest());
        if (guard.Admit(text, from, request) is { } caller)
        {
            await resolver.RecordAsync(caller, await resolver.FindAsync(caller, cancellationToken));
        }
        else
        {
            await guard.RecordTurnedAwayAsync(text, from, request);
        }
    }
}
