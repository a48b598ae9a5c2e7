using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using SecretsDashboard.Data;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Account;

/// <summary>Registers people, what they sign in with, sessions and the cookie.</summary>
internal static class AccountServices
{
    public static IServiceCollection AddAccount(this IServiceCollection services)
    {
        // not AddIdentityCore: it registers scoped services over a store that only exists inside the write gate
        services.Configure<IdentityOptions>(options =>
        {
            options.User.RequireUniqueEmail = true;
            // any address may be a user name; PersonEmail says what an address is
            options.User.AllowedUserNameCharacters = "";
        });
        services.AddSingleton<ILookupNormalizer, UpperInvariantLookupNormalizer>();
        services.AddSingleton<IdentityErrorDescriber>();
        services.AddSingleton<IPasswordHasher<AppUser>, Argon2PasswordHasher>();
        services.AddSingleton<KnownBrowsers>();
        services.AddSingleton<PasswordTurn>();
        services.AddSingleton<People>();
        services.AddSingleton<SetUpCode>();
        services.AddSingleton<SignInDelay>();
        services.AddSingleton<AccountStore>();
        services.AddSingleton<OwnSignOuts>();
        services.AddSingleton<SessionStore>();
        services.AddSingleton<JoinStore>();
        services.AddSingleton<OwnPassword>();
        services.AddSingleton<OwnSessionStore>();
        services.AddSingleton<OwnConfirmation>();
        services.AddSingleton<OwnProfileStore>();
        services.AddSingleton<PasswordResetStore>();
        services.AddSingleton<HostResets>();
        services.AddSingleton<StepCookie>();
        services.AddSingleton<OwnFactors>();
        services.AddSingleton<FactorCheck>();
        services.AddSingleton<SetUpSeed>();
        services.AddSingleton<SecondFactorSignIn>();
        services.AddSingleton<AuthenticatorStore>();
        services.AddSingleton<Passkeys>();
        services.AddHostedService<MovedPasskeys>();
        services.AddSingleton<PasskeyStore>();
        services.AddSingleton<PasskeySignIn>();
        services.AddSingleton<PasskeyJoin>();
        services.AddHostedService<SetUpAnnouncement>();

        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddCookie(IdentityConstants.ApplicationScheme);
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme)
            .Configure<IOptions<SiteOptions>, SiteAddress>((options, site, address) => SessionCookie.Configure(options, new SiteCookie(address, "sd"), site.Value.IsHttps));
        services.AddAuthorization();
        services.AddAntiforgery();
        services.AddOptions<Microsoft.AspNetCore.Antiforgery.AntiforgeryOptions>().Configure<IOptions<SiteOptions>, SiteAddress>((options, site, address) =>
        {
            options.Cookie = new SiteCookie(address, SiteAddress.FormCookie) { HttpOnly = true, IsEssential = true };
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.SecurePolicy = SessionCookie.Secure(site.Value.IsHttps);
            options.SuppressXFrameOptionsHeader = true; // frame-ancestors says it on every response
        });
        return services;
    }
}
