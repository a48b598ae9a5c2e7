using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Access;
using SecretsDashboard.Account;
using SecretsDashboard.Encryption;

namespace SecretsDashboard.Tests.Support;

/// <summary>A person's authenticator app: it has the key and shows the code of a moment.</summary>
internal sealed class Phone(byte[] seed)
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>The key it was given.</summary>
    public byte[] Seed { get; } = seed;

    /// <summary>The recovery codes that came with it.</summary>
    public IReadOnlyList<string> RecoveryCodes { get; private set; } = [];

    /// <summary>An app that was given the key as a person types it.</summary>
    public static Phone Of(string key)
    {
        var bits = string.Concat(key.Where(each => each != ' ').Select(each => Convert.ToString(Alphabet.IndexOf(each, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return new Phone([.. bits.Chunk(8).Where(each => each.Length == 8).Select(each => Convert.ToByte(new string(each), 2))]);
    }

    /// <summary>Sets a new app up for a person, as the page does.</summary>
    public static async Task<Phone> SetUpAsync(IServiceProvider services, Caller caller)
    {
        var (phone, text) = Begin(services, caller);
        var outcome = await services.GetRequiredService<AuthenticatorStore>()
            .SetUpAsync(caller, text, phone.Code(services.GetRequiredService<TimeProvider>().GetUtcNow()), CancellationToken.None);
        Assert.True(outcome.IsDone, outcome.Problem);
        phone.RecoveryCodes = outcome.RecoveryCodes;
        return phone;
    }

    /// <summary>A new app that was given the key of the page, and what the page sends back with its first code.</summary>
    public static (Phone Phone, string Text) Begin(IServiceProvider services, Caller caller)
    {
        var seeds = services.GetRequiredService<SetUpSeed>();
        var text = seeds.Create(caller);
        return (new Phone(seeds.Read(caller, text)!), text);
    }

    /// <summary>The code it shows then.</summary>
    public string Code(DateTimeOffset then) => TimeCode.Of(Seed, TimeCode.StepAt(then));

    /// <summary>Six digits that are no code around that moment.</summary>
    public string WrongCode(DateTimeOffset then) => Enumerable.Range(0, 1000).Select(number => $"{number:D6}")
        .First(code => Enumerable.Range(-2, 5).All(step => Code(then.AddSeconds(30 * step)) != code));
}
