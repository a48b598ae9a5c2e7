namespace SecretsDashboard.Cli;

/// <summary>A refusal by the server (RFC 9457). Only its stable code is read; title and detail are not ours to show.</summary>
internal sealed record ApiProblem(string? Code);
