namespace SecretsDashboard.Settings;

/// <summary>Registers what holds for the whole instance.</summary>
internal static class SettingsServices
{
    public static IServiceCollection AddSettings(this IServiceCollection services) => services.AddSingleton<SettingsStore>().AddSingleton<HealthReader>();
}
