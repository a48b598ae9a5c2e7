namespace SecretsDashboard.Access;

/// <summary>Tells pages that wait for it that a program received its secrets, or was refused them.</summary>
internal sealed class Deliveries
{
    public event Action<Delivery>? Delivered;

    public event Action<RefusedToken>? Refused;

    public void Tell(Delivery delivery) => Delivered?.Invoke(delivery);

    public void Tell(RefusedToken refused) => Refused?.Invoke(refused);
}
