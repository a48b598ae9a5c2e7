using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using SecretsDashboard.Access;
using SecretsDashboard.Encryption;

namespace SecretsDashboard.Account;

/// <summary>
/// The seed of an app that is being set up, before it is stored: it goes to the page and comes back with the first code, protected, good for a
/// quarter of an hour and for one session alone.
/// </summary>
internal sealed class SetUpSeed(IDataProtectionProvider protection)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    public string Create(Caller caller) => Protector(caller).Protect(Convert.ToHexString(RandomNumberGenerator.GetBytes(TimeCode.SeedSize)), Lifetime);

    /// <summary>The seed; null where the text was altered, is too old or was made for another session.</summary>
    public byte[]? Read(Caller caller, string? text)
    {
        try
        {
            return string.IsNullOrEmpty(text) ? null : Convert.FromHexString(Protector(caller).Unprotect(text));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>The key as an app takes it.</summary>
    public static string Key(byte[] seed) => AppKeyText.Of(seed);

    /// <summary>What the QR code says.</summary>
    public static string Address(byte[] seed, string email, string host) =>
        $"otpauth://totp/{Uri.EscapeDataString($"SecretsDashboard ({host})")}:{Uri.EscapeDataString(email)}?secret={Key(seed)}&issuer={Uri.EscapeDataString($"SecretsDashboard ({host})")}";

    private ITimeLimitedDataProtector Protector(Caller caller) =>
        protection.CreateProtector("SecretsDashboard.Account.SetUpSeed", $"{caller.UserId:N}{caller.SessionId:N}").ToTimeLimitedDataProtector();
}
