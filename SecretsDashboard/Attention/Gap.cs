namespace SecretsDashboard.Attention;

/// <summary>A secret without a value in an environment, though most of the project's other environments have one.</summary>
internal sealed record Gap(Guid Secret, string Key, Guid Environment, DateTime CreatedAt);
