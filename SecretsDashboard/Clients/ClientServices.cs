namespace SecretsDashboard.Clients;

/// <summary>Registers the clients that the server hands out.</summary>
internal static class ClientServices
{
    public static IServiceCollection AddClients(this IServiceCollection services) =>
        services.AddSingleton(provider => new ClientFiles(provider.GetRequiredService<IHostEnvironment>())).AddSingleton<ClientLimit>();
}
