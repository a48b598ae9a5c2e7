namespace SecretsDashboard.Secrets;

/// <summary>What is worth knowing before a secret is deleted.</summary>
/// <param name="Receivers">The tokens that received it lately, the latest first.</param>
/// <param name="SharedIn">The environments in which programs receive a shared secret of the same key once it is gone.</param>
public sealed record SecretUse(IReadOnlyList<SecretReceiver> Receivers, IReadOnlyList<string> SharedIn);
